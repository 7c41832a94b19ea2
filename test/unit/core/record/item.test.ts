import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test, vi } from 'vitest';
import { changeItem, type Item, readItem } from '../../../../core/record/item.ts';
import { dynamodb } from '../../aws.ts';
import { conditionFailed, emptyRecord, store, stored, unansweredWrite } from '../../record.ts';
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

test('changes what it is told, leaves everything else of the item, and gives it as it is then', async () => {
  store('lease', { holder: 'a', since: 'then', created: ['one'] });

  const change = () => ({ set: { hash: { S: 'aa11' } }, add: { created: ['two', 'one'] }, remove: ['since', 'never there'] });
  const after = await changeItem('production', 'lease', change);

  expect(after).toEqual(await readItem('production', 'lease'));
  expect(stored('lease')).toEqual({ holder: 'a', hash: 'aa11', created: ['one', 'two'] });
});

test('begins an item, and another environment has its own', async () => {
  await changeItem('production', 'file', () => ({ set: { clusterId: { S: 'cluster-1' } } }));

  expect(stored('file')).toEqual({ clusterId: 'cluster-1' });
  expect(stored('file', 'testing')).toBeUndefined();
});

test('takes attributes of any name: each is spoken of by a short one', async () => {
  const set = { 'asked for HSM 2 in us-east-1a': { S: 'now' }, size: { S: 'a reserved word' } };
  await changeItem('production', 'lease', () => ({ set }));

  expect(stored('lease')).toEqual({ 'asked for HSM 2 in us-east-1a': 'now', size: 'a reserved word' });
});

test('changes nothing where what stands there wants no change, and says so', async () => {
  store('lease', { holder: 'a' });

  expect(await changeItem('production', 'lease', ({ holder }) => (holder?.S === 'b' ? { remove: ['holder'] } : undefined))).toBeUndefined();
  expect(stored('lease')).toEqual({ holder: 'a' });
});

test('decides anew where another has written since the read, also since one that the caller made itself', async () => {
  const read = (await readItem('production', 'lease')) ?? {};
  const decide = vi.fn(({ holder }: Item) => (holder ? undefined : { set: { holder: { S: 'b' } } }));
  await changeItem('production', 'lease', () => ({ set: { holder: { S: 'a' } } }));

  expect(await changeItem('production', 'lease', decide, read)).toBeUndefined();
  expect(decide).toHaveBeenCalledTimes(2);
  expect(stored('lease')).toEqual({ holder: 'a' });
});

test('of many that write side by side, none is lost', async () => {
  const each = Array.from({ length: 20 }, (_, index) => ({ set: { [`note ${index}`]: { S: 'there' } } }));

  const written = await Promise.all(each.map((change) => changeItem('production', 'lease', () => change)));
  expect(written).not.toContain(undefined);
  expect(Object.keys(stored('lease')!)).toHaveLength(20);
});

test('a write that is carried out late undoes nothing that was written since', async () => {
  const late = unansweredWrite();
  const take = () => changeItem('production', 'lease', () => ({ set: { holder: { S: 'a' } } }));
  await expect(take()).rejects.toThrow();
  await take();
  await changeItem('production', 'lease', () => ({ remove: ['holder'] }));

  expect(late).toThrow('The conditional request failed');
  expect(stored('lease')).toEqual({});
});

test('an item that others write to without end is worth another try of the step', async () => {
  dynamodb.on(UpdateItemCommand).rejects(conditionFailed());

  await expect(changeItem('production', 'lease', () => ({}))).rejects.toMatchObject({ name: 'TransientServiceError' });
});

test('passes on whatever else DynamoDB says', async () => {
  const error = rejection('ProvisionedThroughputExceededException');
  dynamodb.on(UpdateItemCommand).rejects(error);

  await expect(changeItem('production', 'lease', () => ({ remove: ['holder'] }))).rejects.toBe(error);
});
