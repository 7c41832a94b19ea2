import { DescribeStateMachineCommand, DescribeStateMachineForExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { Stories } from '../../../cli/follow/stories.ts';

const arn = (what: string, machine: string) => `arn:aws:states:us-east-1:123456789012:${what}:${machine}`;

function definition(words: string, starts: string): string {
  const start = {
    Type: 'Task',
    Resource: 'arn:aws:states:::states:startExecution.sync:2',
    Arguments: { StateMachineArn: arn('stateMachine', starts) },
    End: true,
  };
  return JSON.stringify({
    StartAt: 'Work',
    States: { Work: { Type: 'Task', Comment: `${words}: at length.`, Next: 'Start' }, Start: start },
  });
}

test('machines that start each other are each told once', async () => {
  const sfn = mockClient(SFNClient);
  sfn.on(DescribeStateMachineForExecutionCommand).resolves({ definition: definition('Provisioning', 'connect') });
  sfn.on(DescribeStateMachineCommand, { stateMachineArn: arn('stateMachine', 'connect') }).resolves({
    definition: definition('Connecting', 'provision'),
  });

  const chapters = await new Stories(new SFNClient()).chapters(`${arn('execution', 'provision')}:run`);

  expect(chapters).toEqual([
    { machine: 'provision', words: 'provisioning' },
    { machine: 'connect', words: 'connecting' },
  ]);
});
