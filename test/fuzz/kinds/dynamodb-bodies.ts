import * as fc from 'fast-check';
import { operations as answered } from '../../../emulator/services/dynamodb/engine.ts';
import { checkedExchange } from '../answers.ts';
import { hostileText, hostileValue, textOf } from '../hostile-values.ts';
import type { Kind } from './kind.ts';

interface DynamoDbBody {
  operation: string;
  body: string;
}

/** Tables are to stay. */
const operations = [...answered].filter((operation) => operation !== 'DeleteTable').concat('UpdateTimeToLive', 'TransactWriteItems');

const number = fc.constantFrom('0', '1', '-1', '1.5', '1e125', '1e126', '1e999999999', '1'.repeat(60), 'x', '', '-0', '0x1');

const attribute: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown; one: unknown }>((tie) => ({
  any: fc.oneof({ weight: 40, arbitrary: tie('one') }, { weight: 1, arbitrary: hostileValue }),
  one: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ S: fc.oneof(fc.constantFrom('x', 'y'), hostileText) }),
    fc.record({ N: number }),
    fc.record({ B: fc.constantFrom('', 'AA==', 'x', '====') }),
    fc.record({ BOOL: fc.constantFrom<unknown>(true, false, 'x', 1) }),
    fc.record({ NULL: fc.constantFrom<unknown>(true, false, null) }),
    fc.record({ SS: fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 }) }),
    fc.record({ NS: fc.array(number, { maxLength: 3 }) }),
    fc.record({ L: fc.array(tie('any'), { maxLength: 3 }) }),
    fc.record({ M: fc.dictionary(fc.string({ maxLength: 3 }), tie('any'), { maxKeys: 3 }) }),
    fc.constant({ S: 'x', N: '1' }),
    fc.constant({}),
  ),
})).any;

const name = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'size', '', 'a.b');
const item = fc.oneof(
  { weight: 9, arbitrary: fc.dictionary(name, attribute, { maxKeys: 4 }) },
  { weight: 9, arbitrary: keyed() },
  { weight: 1, arbitrary: hostileValue },
);

/** An item that has the table's key. */
function keyed(): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom('x', 'y'), number, fc.dictionary(fc.constantFrom('c', 'd'), attribute))
    .map(([a, b, rest]) => ({ a: { S: a }, b: { N: b }, ...rest }));
}

const operand = fc.constantFrom(
  'a',
  '#a',
  ':v',
  ':w',
  'c',
  'c[0]',
  'c.d',
  'c[99999999999]',
  'size(a)',
  'if_not_exists(c, :v)',
  'list_append(c, :v)',
  '',
);
const comparison = fc
  .tuple(operand, fc.constantFrom('=', '<>', '<', '>=', 'IN', 'BETWEEN'), operand)
  .map(([left, operator, right]) =>
    operator === 'IN'
      ? `${left} IN (${right}, ${right})`
      : operator === 'BETWEEN'
        ? `${left} BETWEEN ${right} AND ${left}`
        : `${left} ${operator} ${right}`,
  );
const condition: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    comparison,
    operand.map((one) => `attribute_exists(${one})`),
    operand.map((one) => `begins_with(${one}, :v)`),
    fc.tuple(tie('any'), fc.constantFrom('AND', 'OR'), tie('any')).map((parts) => parts.join(' ')),
    tie('any').map((one) => `NOT ${one}`),
    tie('any').map((one) => `(${one})`),
    hostileText,
  ),
})).any;
const update = fc
  .array(
    fc.oneof(
      fc.tuple(operand, operand).map(([to, from]) => `SET ${to} = ${from} + :v`),
      operand.map((one) => `REMOVE ${one}`),
      operand.map((one) => `ADD ${one} :v`),
      operand.map((one) => `DELETE ${one} :w`),
      hostileText,
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.join(' '));

const part = <T>(value: fc.Arbitrary<T>) =>
  fc.option(fc.oneof({ weight: 40, arbitrary: value as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: hostileValue }), {
    freq: 3,
    nil: undefined,
  });

const schema = fc.constantFrom<unknown>(
  [{ AttributeName: 'a', KeyType: 'HASH' }],
  [],
  [{}],
  [{ AttributeName: 'a' }, { AttributeName: 'a' }],
  null,
);
const index = fc.constantFrom<unknown>(
  [],
  [{}],
  [{ IndexName: 'index', KeySchema: [{ AttributeName: 'c', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } }],
);

const input = fc
  .record({
    TableName: fc.oneof({ weight: 12, arbitrary: fc.constant<unknown>('table') }, { weight: 1, arbitrary: hostileValue }),
    Key: part(item),
    Item: part(item),
    ConditionExpression: part(condition),
    FilterExpression: part(condition),
    KeyConditionExpression: part(fc.oneof(fc.constantFrom('a = :v', 'a = :v AND b > :w'), condition)),
    UpdateExpression: part(update),
    ProjectionExpression: part(operand),
    ExpressionAttributeNames: part(fc.constantFrom<unknown>({ '#a': 'a' }, {}, { x: 'y' }, { '#a': null })),
    ExpressionAttributeValues: part(fc.dictionary(fc.constantFrom(':v', ':w', 'v'), attribute, { maxKeys: 2 })),
    AttributeUpdates: part(
      fc.dictionary(name, fc.constantFrom<unknown>({ Action: 'PUT', Value: { S: 'x' } }, { Action: 'DELETE' }, {}, { Value: null })),
    ),
    Expected: part(
      fc.dictionary(name, fc.constantFrom<unknown>({ Exists: true }, { Value: { S: 'x' } }, {}, { ComparisonOperator: 'EQ' })),
    ),
    KeyConditions: part(
      fc.dictionary(
        name,
        fc.constantFrom<unknown>({ ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'x' }] }, {}, { AttributeValueList: [null] }),
      ),
    ),
    ExclusiveStartKey: part(item),
    Limit: part(fc.constantFrom<unknown>(1, 0, -1, 1.5, 1e9)),
    RequestItems: part(
      fc.constantFrom<unknown>(
        { table: [{ PutRequest: { Item: { a: { S: 'x' } } } }] },
        { table: { Keys: [{}] } },
        { table: null },
        {},
        { table: [{ PutRequest: null }] },
      ),
    ),
    ResourceArn: part(fc.constantFrom('arn:aws:dynamodb:us-east-1:123456789012:table/table', 'x')),
    Tags: part(fc.constantFrom<unknown>([{ Key: 'a', Value: 'b' }], [null], [{}])),
    TagKeys: part(fc.constantFrom<unknown>(['a'], [null])),
    AttributeDefinitions: part(fc.constantFrom<unknown>([{ AttributeName: 'a', AttributeType: 'S' }], [{}], [null])),
    KeySchema: part(schema),
    GlobalSecondaryIndexes: part(index),
    LocalSecondaryIndexes: part(index),
    ProvisionedThroughput: part(fc.constantFrom<unknown>({ ReadCapacityUnits: 1, WriteCapacityUnits: 1 }, {}, { ReadCapacityUnits: -1 })),
    BillingMode: part(fc.constantFrom('PAY_PER_REQUEST', 'PROVISIONED', 'x')),
    TimeToLiveSpecification: part(fc.constantFrom<unknown>({ AttributeName: 'a', Enabled: true }, {}, { Enabled: 'x' })),
    ReturnValues: part(fc.constantFrom('ALL_OLD', 'UPDATED_NEW', 'x')),
    ReturnConsumedCapacity: part(fc.constantFrom('TOTAL', 'INDEXES', 'x')),
    ReturnValuesOnConditionCheckFailure: part(fc.constantFrom('ALL_OLD', 'x')),
    ScanIndexForward: part(fc.boolean()),
    Select: part(fc.constantFrom('COUNT', 'ALL_ATTRIBUTES', 'x')),
    Segment: part(fc.constantFrom<unknown>(0, 5)),
    TotalSegments: part(fc.constantFrom<unknown>(1, 1e6, 0)),
    IndexName: part(fc.constantFrom('index', 'x')),
  })
  .map((members) => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)));

const members: Record<string, string[]> = {
  GetItem: ['Key', 'ProjectionExpression', 'ExpressionAttributeNames'],
  PutItem: [
    'Item',
    'ConditionExpression',
    'ExpressionAttributeNames',
    'ExpressionAttributeValues',
    'Expected',
    'ReturnValues',
    'ReturnValuesOnConditionCheckFailure',
  ],
  DeleteItem: [
    'Key',
    'ConditionExpression',
    'ExpressionAttributeNames',
    'ExpressionAttributeValues',
    'Expected',
    'ReturnValuesOnConditionCheckFailure',
  ],
  UpdateItem: [
    'Key',
    'UpdateExpression',
    'ConditionExpression',
    'ExpressionAttributeNames',
    'ExpressionAttributeValues',
    'AttributeUpdates',
    'ReturnValues',
  ],
  Query: [
    'KeyConditionExpression',
    'KeyConditions',
    'FilterExpression',
    'ExpressionAttributeNames',
    'ExpressionAttributeValues',
    'ExclusiveStartKey',
    'Limit',
    'IndexName',
    'Select',
    'ScanIndexForward',
  ],
  Scan: [
    'FilterExpression',
    'ExpressionAttributeNames',
    'ExpressionAttributeValues',
    'ExclusiveStartKey',
    'Limit',
    'Segment',
    'TotalSegments',
  ],
  BatchGetItem: ['RequestItems'],
  BatchWriteItem: ['RequestItems'],
};

/** DynamoDB, which has no model here: members by what dynalite reads, expressions by its grammar. */
export const dynamoDbBodies: Kind<DynamoDbBody> = {
  name: 'dynamodb-bodies',
  share: 10,
  cases: () =>
    fc.constantFrom(...operations).chain((operation) =>
      fc.record({
        operation: fc.constant(operation),
        body: textOf(
          input.map((all) => {
            const own = members[operation] ? ['TableName', 'ReturnConsumedCapacity', ...members[operation]] : Object.keys(all);
            return Object.fromEntries(Object.entries(all).filter(([member]) => own.includes(member)));
          }),
        ),
      }),
    ),
  async run(subject, { operation, body }) {
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` };
    await checkedExchange(subject, { method: 'POST', path: '/', headers, body }, 'json');
  },
};
