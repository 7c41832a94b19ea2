import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { environmentsOnRecord } from '../../../../core/record/environments.ts';
import { dynamodb } from '../../aws.ts';
import { emptyRecord } from '../../record.ts';

const items = (...names: string[]) => names.map((name) => ({ environment: { S: name } }));

beforeEach(emptyRecord);

test('the environments on record are those whose file is there, by name, of every page', async () => {
  const LastEvaluatedKey = { environment: { S: 'staging' } };
  dynamodb
    .on(ScanCommand)
    .resolvesOnce({ Items: items('testing', 'staging'), LastEvaluatedKey })
    .resolves({ Items: items('production') });

  expect(await environmentsOnRecord()).toEqual(['production', 'staging', 'testing']);

  const [first, next] = dynamodb.commandCalls(ScanCommand).map(({ args }) => args[0].input);
  expect(first).toMatchObject({
    TableName: 'environments',
    FilterExpression: '#item = :file',
    ExpressionAttributeNames: { '#environment': 'environment', '#item': 'item' },
    ExpressionAttributeValues: { ':file': { S: 'file' } },
    ConsistentRead: true,
  });
  expect(next).toMatchObject({ ExclusiveStartKey: LastEvaluatedKey });
});

test('a page whose items are all of another kind says nothing of those that follow', async () => {
  dynamodb
    .on(ScanCommand)
    .resolvesOnce({ LastEvaluatedKey: { environment: { S: 'a' } } })
    .resolves({ Items: items('production') });

  expect(await environmentsOnRecord()).toEqual(['production']);
});
