import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { body, cloudFormation } from './stacks.ts';

const queue = (QueueName: string) => body({ Letters: { Type: 'AWS::SQS::Queue', Properties: { QueueName } } });

describe('A change set', () => {
  it('goes with its stack, and brings none back', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const { Id } = await ask('CreateChangeSet', {
      StackName: 'post',
      ChangeSetName: 'first',
      ChangeSetType: 'CREATE',
      TemplateBody: queue('letters'),
    });
    await ask('DeleteStack', { StackName: 'post' });
    await expect(ask('ExecuteChangeSet', { ChangeSetName: Id })).rejects.toMatchObject({ code: 'ChangeSetNotFound' });
    expect(aws.home.sqs.queues.size).toBe(0);
  });

  it('is obsolete once its stack has been updated otherwise', async () => {
    const ask = cloudFormation(await localAws());
    await ask('CreateStack', { StackName: 'post', TemplateBody: queue('one') });
    await ask('CreateChangeSet', { StackName: 'post', ChangeSetName: 'second', TemplateBody: queue('two') });
    await ask('UpdateStack', { StackName: 'post', TemplateBody: queue('three') });
    await expect(ask('ExecuteChangeSet', { StackName: 'post', ChangeSetName: 'second' })).rejects.toMatchObject({
      code: 'InvalidChangeSetStatus',
      message: expect.stringMatching(/cannot be executed in its current status of \[OBSOLETE\]$/),
    });
  });

  it('stays as it is where its stack cannot be changed now', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const { StackId } = await ask('CreateStack', { StackName: 'post', TemplateBody: queue('one') });
    for (const ChangeSetName of ['second', 'third'])
      await ask('CreateChangeSet', { StackName: 'post', ChangeSetName, TemplateBody: queue('two') });
    const stack = aws.home.cloudformation.stack('post');
    stack.become('UPDATE_ROLLBACK_FAILED');
    const executed = ask('ExecuteChangeSet', { StackName: 'post', ChangeSetName: 'second' });
    await expect(executed).rejects.toThrow(`Stack:${StackId} is in UPDATE_ROLLBACK_FAILED state and can not be updated.`);
    const { Summaries } = await ask('ListChangeSets', { StackName: 'post' });
    expect(Summaries).toMatchObject([
      { ChangeSetName: 'second', ExecutionStatus: 'AVAILABLE' },
      { ChangeSetName: 'third', ExecutionStatus: 'AVAILABLE' },
    ]);
  });
});
