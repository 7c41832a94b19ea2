import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/acquire-lease.ts';
import { dynamodb, sfn } from '../aws.ts';
import { context } from '../lambda-context.ts';
import { conditionFailed, execution, leaseHeldBy, now, otherExecution } from '../leases.ts';

process.env.EXECUTION_PREFIX = 'arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-dev-';

const event = { environment: 'production', environmentHash: 'aa11', execution, now };

beforeEach(() => {
  sfn.reset();
  dynamodb.reset();
});

test('takes a lease that nobody holds, with one conditional write', async () => {
  dynamodb.on(PutItemCommand).resolves({});

  const result = await handler(event, context);

  const lease = { environment: 'production', holder: execution, environmentHash: 'aa11' };
  expect(result).toEqual({ acquired: true, lease });
  expect(dynamodb.calls()).toHaveLength(1);
  expect(dynamodb.commandCalls(PutItemCommand)[0]!.args[0].input).toEqual({
    TableName: 'leases',
    Item: { environment: { S: 'production' }, holder: { S: execution }, environmentHash: { S: 'aa11' } },
    ConditionExpression: 'attribute_not_exists(environment) OR holder = :replaces',
    ExpressionAttributeValues: { ':replaces': { S: execution } },
  });
});

test('takes its own lease again: the step may be retried', async () => {
  leaseHeldBy(execution);

  expect(await handler(event, context)).toMatchObject({ acquired: true });
});

test('says who is running already where the same file is being provisioned', async () => {
  leaseHeldBy(otherExecution, 'aa11');
  sfn.on(DescribeExecutionCommand, { executionArn: otherExecution }).resolves({ status: 'RUNNING' });

  const result = await handler(event, context);

  const lease = { environment: 'production', holder: otherExecution, environmentHash: 'aa11' };
  expect(result).toEqual({ acquired: false, lease, runningExecution: otherExecution });
  expect(dynamodb.commandCalls(PutItemCommand)).toHaveLength(1);
});

test('refuses another file while an execution runs, and names that execution', async () => {
  leaseHeldBy(otherExecution, 'bb22');
  sfn.on(DescribeExecutionCommand).resolves({ status: 'RUNNING' });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'LeaseHeld',
    details: {
      to: 'environment production',
      problem: expect.stringContaining(otherExecution),
      remedy: expect.stringContaining('wait until it ends'),
    },
  });
});

test.each([['FAILED'], ['TIMED_OUT'], ['ABORTED'], ['SUCCEEDED']] as const)(
  'takes over the lease of an execution that is %s',
  async (status) => {
    leaseHeldBy(otherExecution, 'bb22');
    sfn.on(DescribeExecutionCommand).resolves({ status, stopDate: new Date('2026-01-01T00:08:59Z') });

    const result = await handler(event, context);

    expect(result.acquired).toBe(true);
    expect(result.lease.holder).toBe(execution);
    const takeOver = dynamodb.commandCalls(PutItemCommand)[1]!.args[0].input;
    expect(takeOver.ExpressionAttributeValues).toEqual({ ':replaces': { S: otherExecution } });
  },
);

test('does not take over from an execution that waits to be redriven', async () => {
  leaseHeldBy(otherExecution, 'bb22');
  sfn.on(DescribeExecutionCommand).resolves({ status: 'PENDING_REDRIVE' });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseHeld' });
});

test('takes over from an execution that Step Functions no longer knows', async () => {
  leaseHeldBy(otherExecution, 'bb22');
  sfn.on(DescribeExecutionCommand).rejects(new ExecutionDoesNotExist({ message: 'gone', $metadata: {} }));

  expect(await handler(event, context)).toMatchObject({ acquired: true });
});

test('of two that take over at once, the slower one sees that the same file is running', async () => {
  const faster = `${otherExecution}-faster`;
  const held = (holder: string) => ({ Item: { environment: { S: 'production' }, holder: { S: holder }, environmentHash: { S: 'aa11' } } });
  dynamodb.on(PutItemCommand).rejects(conditionFailed());
  dynamodb.on(GetItemCommand).resolvesOnce(held(otherExecution)).resolves(held(faster));
  sfn.on(DescribeExecutionCommand, { executionArn: otherExecution }).resolves({ status: 'FAILED' });

  expect(await handler(event, context)).toMatchObject({ acquired: false, runningExecution: faster });
});

test('a part works under the lease of the execution that started it', async () => {
  leaseHeldBy(otherExecution);
  sfn.on(DescribeExecutionCommand, { executionArn: otherExecution }).resolves({ status: 'RUNNING' });

  const result = await handler({ ...event, leaseHolder: otherExecution }, context);

  expect(result).toEqual({ acquired: true, lease: { environment: 'production', holder: otherExecution, environmentHash: 'aa11' } });
  expect(dynamodb.commandCalls(PutItemCommand)).toHaveLength(0);
});

test('a part stops where its parent has lost the lease', async () => {
  leaseHeldBy(otherExecution);
  sfn.on(DescribeExecutionCommand, { executionArn: execution }).resolves({ status: 'RUNNING' });

  await expect(handler({ ...event, leaseHolder: execution }, context)).rejects.toMatchObject({
    name: 'LeaseLost',
    details: { problem: `${otherExecution} works on it now` },
  });
});

test('waits before it takes over from an execution that has just ended: a function of it may still be creating', async () => {
  leaseHeldBy(otherExecution, 'bb22');
  sfn.on(DescribeExecutionCommand).resolves({ status: 'ABORTED', stopDate: new Date('2026-01-01T00:09:30Z') });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseSettling' });
  expect(dynamodb.commandCalls(PutItemCommand)).toHaveLength(1);
});

test('works for no parent that has ended', async () => {
  sfn.on(DescribeExecutionCommand).resolves({ status: 'FAILED' });

  await expect(handler({ ...event, leaseHolder: otherExecution }, context)).rejects.toMatchObject({ name: 'InvalidEnvironment' });
  expect(dynamodb.calls()).toHaveLength(0);
});

test.each(['x', 'arn:aws:states:us-east-1:123456789012:execution:somebody-else:run'])(
  'asks nobody about a parent that is none of ours: %s',
  async (leaseHolder) => {
    await expect(handler({ ...event, leaseHolder }, context)).rejects.toMatchObject({ name: 'InvalidEnvironment' });
    expect([...sfn.calls(), ...dynamodb.calls()]).toEqual([]);
  },
);
