import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws } from '../../local-aws.ts';
import { processorTime } from '../../processor-time.ts';

async function asked(aws: Emulator, operation: string, body: string) {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` };
  const response = await fetch(aws.url, { method: 'POST', headers, body });
  return { status: response.status, answer: (await response.json()) as Record<string, any> };
}

async function withTable(): Promise<Emulator> {
  const aws = await localAws();
  await aws.home.dynamodb.createTable({
    TableName: 'tab',
    AttributeDefinitions: [{ AttributeName: 'a', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  return aws;
}

it.each([
  ['PutItem', '{"TableName":"tab","Item":{"a":{"S":"x"},"__proto__":{"S":"y"}}}'],
  ['PutItem', '{"TableName":"tab","Item":{"a":{"S":"x"},"m":{"M":{"__proto__":{"S":"y"}}}}}'],
  ['BatchGetItem', '{"RequestItems":{"__proto__":{"Keys":[{"a":{"S":"x"}}]}}}'],
])('DynamoDB refuses in %s the name that it would leave out', async (operation, body) => {
  const { status, answer } = await asked(await withTable(), operation, body);
  expect(status).toBe(400);
  expect(answer).toMatchObject({ __type: 'ValidationException', message: expect.stringContaining('The name __proto__') });
});

it.each(['[{"Key":"k"}]', '[5]', '"x"'])('DynamoDB makes no table with the tags %s', async (tags) => {
  const aws = await localAws();
  const table = '"TableName":"tab","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}]';
  const body = `{${table},"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST","Tags":${tags}}`;
  expect((await asked(aws, 'CreateTable', body)).status).toBe(400);
  expect((await asked(aws, 'ListTables', '{}')).answer).toEqual({ TableNames: [] });
});

describe('DynamoDB answers, whatever it is sent:', () => {
  const empty = 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes';

  it.each([
    ['null', 'SerializationException', 'Start of structure or map expected'],
    ['[]', 'SerializationException', 'Start of structure or map expected'],
    ['1', 'SerializationException', 'Start of structure or map expected'],
    ['', 'SerializationException', 'the request body is not JSON'],
    ['{"TableName":"tab","Key":{"a":null}}', 'ValidationException', empty],
    ['{"TableName":"tab","Item":{"a":{"L":[null]}}}', 'ValidationException', empty],
    ['{"TableName":"tab","Item":{"a":{"M":{"b":null}}}}', 'ValidationException', empty],
    ['{"TableName":"tab","Item":{"a":{"S":null}}}', 'SerializationException', 'Start of structure'],
  ])('%s', async (body, code, message) => {
    const aws = await withTable();
    const operation = body.includes('Key') ? 'GetItem' : 'PutItem';
    const { status, answer } = await asked(aws, operation, body);
    expect(status).toBe(400);
    expect(answer).toMatchObject({ __type: code, message: expect.stringContaining(message) });
    expect((await asked(aws, 'ListTables', '{}')).answer).toEqual({ TableNames: ['tab'] });
  });

  it('a member that an operation does not have, and whose kind another one would refuse', async () => {
    expect((await asked(await withTable(), 'ListTables', '{"TableName":{}}')).answer).toEqual({ TableNames: ['tab'] });
  });

  it('conditions in many parentheses, at once', async () => {
    const aws = await withTable();
    const condition = `${'(attribute_not_exists(a) AND '.repeat(50)}attribute_not_exists(a)${')'.repeat(50)}`;
    const taken = processorTime();
    const item = JSON.stringify({ TableName: 'tab', Item: { a: { S: 'x' } }, ConditionExpression: condition });
    expect((await asked(aws, 'PutItem', item)).status).toBe(200);
    expect((await asked(aws, 'PutItem', item)).answer).toMatchObject({ __type: 'ConditionalCheckFailedException' });
    expect(taken()).toBeLessThan(1_000);
  });

  it('expressions of more than 4 KB', async () => {
    const aws = await withTable();
    const ConditionExpression = `attribute_exists(a)${' AND attribute_exists(a)'.repeat(200)}`;
    const { answer } = await asked(aws, 'PutItem', JSON.stringify({ TableName: 'tab', Item: { a: { S: 'x' } }, ConditionExpression }));
    expect(answer.message).toBe(
      '1 validation error detected: Invalid ConditionExpression: Expression size has exceeded the maximum allowed size;',
    );
  });

  it('an ARN of many parts, at once', async () => {
    const aws = await withTable();
    const taken = processorTime();
    const { status } = await asked(aws, 'TagResource', JSON.stringify({ ResourceArn: ':'.repeat(300), Tags: [] }));
    expect(status).toBe(400);
    expect(taken()).toBeLessThan(1_000);
  });

  it('a time to live of nothing', async () => {
    const aws = await withTable();
    const { status, answer } = await asked(aws, 'UpdateTimeToLive', '{"TableName":"tab"}');
    expect(status).toBe(400);
    expect(answer.message).toContain("2 validation errors detected: Value null at 'timeToLiveSpecification.attributeName'");
  });

  it('what dynalite itself did not expect', async () => {
    const aws = await withTable();
    const table = aws.home.dynamodb as unknown as { call(operation: string, input: object, caller: unknown): Promise<unknown> };
    // an element of no kind reaches dynalite only from inside
    const input = { TableName: 'tab', Item: { a: { S: 'x' }, l: { L: [null] } } };
    await expect(table.call('PutItem', input, { kind: 'person', arn: 'x', accessKeyId: 'x' })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('The request is malformed'),
    });
    expect((await asked(aws, 'ListTables', '{}')).answer).toEqual({ TableNames: ['tab'] });
  });
});
