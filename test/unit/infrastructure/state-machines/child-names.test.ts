import { expect, test } from 'vitest';
import { nameChildren } from '../../../../infrastructure/state-machines/child-names.ts';
import type { State } from '../../../../infrastructure/state-machines/definition.ts';

const starting = (args: object): State => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::states:startExecution.sync:2',
  Arguments: { StateMachineArn: '${ProvisionBody}', ...args, Input: {} },
  End: true,
});

function argumentsOf(state: State): unknown {
  return nameChildren({ StartAt: 'ConnectAgain', States: { ConnectAgain: state } }).States.ConnectAgain!.Arguments;
}

test('a child is named by who starts it, when, and at which second try', () => {
  expect(argumentsOf(starting({}))).toMatchObject({
    StateMachineArn: '${ProvisionBody}',
    Name: expect.stringMatching(/Execution\.Id.*State\.Name.*State\.EnteredTime.*RetryCount \/ 2/),
    Input: {},
  });
});

test('a name that a state gives its child itself stays', () => {
  expect(argumentsOf(starting({ Name: '{% $round %}' }))).toMatchObject({ Name: '{% $round %}' });
});

test('what starts no child stays as it is', () => {
  const invoking: State = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { Payload: {} }, End: true };
  expect(argumentsOf(invoking)).toEqual({ Payload: {} });
});
