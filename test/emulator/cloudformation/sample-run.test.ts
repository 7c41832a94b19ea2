import { describe, expect, it } from 'vitest';
import { localAws, request } from '../../local-aws.ts';
import { sampleArtifacts, sampleTemplate } from './sample.ts';

async function sample() {
  const emulator = await localAws();
  const stack = await emulator.deploy({ template: sampleTemplate(), artifacts: sampleArtifacts(), stackName: 'sample-dev' });
  const letters = () => emulator.home.sqs.messages(stack.resources.Letters!.arn!).map(({ body }) => body);
  return { emulator, stack, letters };
}

const purgeDenied =
  /^User: arn:aws:sts::123456789012:assumed-role\/sample-dev-SendLetterRole-[A-Za-z0-9]{12}\/sample-dev-purge-letters is not authorized to perform: sqs:purgequeue on resource: arn:aws:sqs:us-east-1:123456789012:sample-dev-Letters-[A-Za-z0-9]{12} because no identity-based policy allows the sqs:purgequeue action/i;

describe('a deployed sample', () => {
  it('runs its machine and functions under their roles: what they allow happens, what they do not is denied', async () => {
    const { emulator, stack, letters } = await sample();
    const input = JSON.stringify({ text: 'hello' });
    const { executionArn } = await request(emulator, 'stepfunctions', 'StartExecution', {
      stateMachineArn: stack.outputs.MachineArn,
      input,
    });
    await emulator.home.clock.idle();
    const execution = await request(emulator, 'stepfunctions', 'DescribeExecution', { executionArn });
    expect(letters()).toEqual(['hello']);
    expect(execution.status).toBe('FAILED');
    expect(JSON.parse(execution.cause).errorMessage).toMatch(purgeDenied);
  });

  it('starts it by an event too, with the bare detail', async () => {
    const { emulator, stack, letters } = await sample();
    const entry = { Source: 'sample', DetailType: 'Letter Requested', Detail: JSON.stringify({ text: 'by event' }) };
    await request(emulator, 'events', 'PutEvents', { Entries: [entry] });
    await emulator.home.clock.idle();
    expect(letters()).toEqual(['by event']);
    expect(emulator.home.sqs.messages(stack.resources.DeadLetters!.arn!)).toEqual([]);
  });

  it('knows which permissions it used', async () => {
    const { emulator, stack } = await sample();
    const { home } = emulator;
    const input = JSON.stringify({ text: 'hello' });
    expect(home.iam.unexercised(stack.resources.MachineRole!.arn!)).toHaveLength(1);
    await request(emulator, 'stepfunctions', 'StartExecution', { stateMachineArn: stack.outputs.MachineArn, input });
    await home.clock.idle();
    expect(home.iam.unexercised(stack.resources.MachineRole!.arn!)).toEqual([]);
    expect(home.iam.exercised()).toContainEqual({
      roleArn: stack.resources.SendLetterRole?.arn,
      action: 'sqs:SendMessage',
      resource: stack.resources.Letters?.arn,
    });
    expect(home.iam.unexercised(stack.resources.RuleRole!.arn!)).toEqual([
      { action: 'states:StartExecution', resources: [stack.outputs.MachineArn] },
    ]);
  });
});
