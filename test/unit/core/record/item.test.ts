import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { changeItem, readItem } from '../../../../core/record/item.ts';
import { dynamodb } from '../../aws.ts';
import { emptyRecord, store, stored } from '../../record.ts';
import { rejection } from '../../service-errors.ts';

beforeEach(emptyRecord);

test('reads an item by environment and item, as it is now', async () => {
  store('lease', { holder: 'a' });
  store('lease', { holder: 'b' }, 'testing');

  expect(await readItem('production', 'lease')).toMatchObject({ holder: { S: 'a' } });
  expect(dynamodb.commandCalls(GetItemCommand)[0]!.args[0].input).toEqual({
    TableName: 'environments',
    Key: { environment: { S: 'production' }, item: { S: 'lease' } },
    ConsistentRead: true,
  });
});

test('an item to which nothing was written is undefined', async () => {
  expect(await readItem('production', 'users')).toBeUndefined();
});

test('changes what it is told and leaves everything else of the item', async () => {
  store('lease', { holder: 'a', since: 'then', created: ['one'] });

  const change = { set: { hash: { S: 'aa11' } }, add: { created: ['two', 'one'] }, remove: ['since', 'never there'] };
  expect(await changeItem('production', 'lease', change)).toBe(true);

  expect(stored('lease')).toEqual({ holder: 'a', hash: 'aa11', created: ['one', 'two'] });
});

test('begins an item, and another environment has its own', async () => {
  await changeItem('production', 'file', { set: { clusterId: { S: 'cluster-1' } } });

  expect(stored('file')).toEqual({ clusterId: 'cluster-1' });
  expect(stored('file', 'testing')).toBeUndefined();
});

test('takes attributes of any name: each is spoken of by a short one', async () => {
  await changeItem('production', 'lease', { set: { 'asked for HSM 2 in us-east-1a': { S: 'now' }, size: { S: 'a reserved word' } } });

  expect(stored('lease')).toEqual({ 'asked for HSM 2 in us-east-1a': 'now', size: 'a reserved word' });
});

test('changes nothing where its condition does not hold, and says so', async () => {
  store('lease', { holder: 'a' });
  const where = (name: (of: string) => string, value: (of: { S: string }) => string) => `${name('holder')} = ${value({ S: 'b' })}`;

  expect(await changeItem('production', 'lease', { remove: ['holder'], where })).toBe(false);
  expect(stored('lease')).toEqual({ holder: 'a' });
});

test('passes on whatever else DynamoDB says', async () => {
  const error = rejection('ProvisionedThroughputExceededException');
  dynamodb.on(UpdateItemCommand).rejects(error);

  await expect(changeItem('production', 'lease', { remove: ['holder'] })).rejects.toBe(error);
});
