import { invalid } from './refusals.ts';
import type { Stack } from './stack.ts';

const stable = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];

/** @throws AwsError ValidationError where a stack is not in a state to be changed */
export function checkUpdatable({ id, status }: Stack): void {
  if (!stable.includes(status)) throw invalid(`Stack:${id} is in ${status} state and can not be updated.`);
}
