import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/release-lease.ts';
import { dynamodb } from '../aws.ts';
import { context } from '../lambda-context.ts';
import { conditionFailed, execution } from '../leases.ts';
import { serverFault } from '../service-errors.ts';

const event = { environment: 'production', holder: execution };

beforeEach(() => {
  dynamodb.reset();
});

test('deletes the lease only where this execution holds it', async () => {
  dynamodb.on(DeleteItemCommand).resolves({});

  expect(await handler(event, context)).toEqual({ released: true });
  expect(dynamodb.commandCalls(DeleteItemCommand)[0]!.args[0].input).toEqual({
    TableName: 'leases',
    Key: { environment: { S: 'production' } },
    ConditionExpression: 'holder = :holder',
    ExpressionAttributeValues: { ':holder': { S: execution } },
  });
});

test('leaves the lease of another execution alone, without an error', async () => {
  dynamodb.on(DeleteItemCommand).rejects(conditionFailed());

  expect(await handler(event, context)).toEqual({ released: false });
});

test('has a failing table tried again', async () => {
  dynamodb.on(DeleteItemCommand).rejects(serverFault('InternalServerError'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});
