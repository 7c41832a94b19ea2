import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/release-lease.ts';
import { dynamodb, sfn } from '../aws.ts';
import { context } from '../lambda-context.ts';
import { conditionFailed, execution, now } from '../leases.ts';
import { serverFault } from '../service-errors.ts';

const event = { environment: 'production', holder: execution, now };

beforeEach(() => {
  dynamodb.reset();
  sfn.reset();
});

test('deletes the lease only where this execution holds it', async () => {
  dynamodb.on(DeleteItemCommand).resolves({});

  expect(await handler(event, context)).toEqual({ released: true, holderRuns: false });
  expect(dynamodb.commandCalls(DeleteItemCommand)[0]!.args[0].input).toEqual({
    TableName: 'leases',
    Key: { environment: { S: 'production' } },
    ConditionExpression: 'holder = :holder',
    ExpressionAttributeValues: { ':holder': { S: execution } },
  });
});

test('leaves the lease of another execution alone, without an error', async () => {
  dynamodb.on(DeleteItemCommand).rejects(conditionFailed());

  expect(await handler(event, context)).toEqual({ released: false, holderRuns: false });
});

test('has a failing table tried again', async () => {
  dynamodb.on(DeleteItemCommand).rejects(serverFault('InternalServerError'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});

test('releases on behalf of an execution that has ended', async () => {
  dynamodb.on(DeleteItemCommand).resolves({});
  sfn.on(DescribeExecutionCommand, { executionArn: execution }).resolves({ status: 'ABORTED' });

  expect(await handler({ ...event, onBehalf: true }, context)).toEqual({ released: true, holderRuns: false });
});

test('leaves its lease to an execution that was redriven before the news of its end came', async () => {
  sfn.on(DescribeExecutionCommand, { executionArn: execution }).resolves({ status: 'RUNNING' });

  expect(await handler({ ...event, onBehalf: true }, context)).toEqual({ released: false, holderRuns: true });
  expect(dynamodb.calls()).toHaveLength(0);
});
