import type { Operation } from '../../../service/service.ts';
import type { StatesPlace } from '../state.ts';
import type { TestInput } from '../test-state/answer-test.ts';

/** Runs one state, without a machine: for real, or with a mock for its work. What does so is loaded when it is first asked for. */
export const testState: Operation<TestInput, StatesPlace> = {
  passes: ({ roleArn, mock }) => ({ roleArns: roleArn === undefined || mock ? [] : [roleArn], to: 'states.amazonaws.com' }),
  run: async (input, call) => (await import('../test-state/answer-test.ts')).answerTest(input, call),
};
