import { isDeepStrictEqual } from 'node:util';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  type GetItemCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type CreateNote, noteCreate, readCreates } from '../../core/record/create-notes.ts';
import type { Item, ItemName } from '../../core/record/item.ts';
import { dynamodb } from './aws.ts';
import { environment } from './environments.ts';
import { lease } from './executions.ts';
import { connectionCut, rejection } from './service-errors.ts';

process.env.ENVIRONMENTS_TABLE = 'environments';

/** What the table holds, by environment and item. */
const items = new Map<string, Item>();

/** From now on the record is empty and keeps what is written: the expressions of core/record are evaluated, any other is refused. */
export function emptyRecord(): void {
  items.clear();
  dynamodb.reset();
  dynamodb.on(GetItemCommand).callsFake(get);
  dynamodb.on(UpdateItemCommand).callsFake(update);
}

/** An item as it is stored, without its key and the count of its writes, in plain values: a set of strings is a sorted array. */
export function stored(item: ItemName, name = lease.environment): Record<string, unknown> | undefined {
  const { environment: _, item: __, revision: ___, ...attributes } = items.get(keyOf(name, item)) ?? {};
  return items.has(keyOf(name, item)) ? plainItem(attributes) : undefined;
}

/** Puts attributes to an item, as somebody else would have. */
export function store(item: ItemName, attributes: Record<string, string | string[]>, name = lease.environment): void {
  const values = Object.entries(attributes).map(([key, value]) => [key, typeof value === 'string' ? { S: value } : { SS: value }]);
  put(item, { ...items.get(keyOf(name, item)), ...Object.fromEntries(values) }, name);
}

/** From now on this execution holds the lease of `production`, and has created nothing unless told. Notes of creates stay. */
export function leaseHeldBy(holder: string, held: { intent?: string; hash?: string; since?: string; created?: string[] } = {}): void {
  const { intent = lease.intent, hash = lease.hash, since = '2026-01-01T00:00:00.000Z', created } = held;
  const { created: _ofAnother, refusedZones: _ofItsToo, ...rest } = items.get(keyOf(lease.environment, 'lease')) ?? {};
  put('lease', rest);
  store('lease', { intent, hash, holder, since, createdBy: holder, ...(created && { created }) });
}

/** The next write gets no answer. @returns what carries it out all the same, whenever AWS does */
export function unansweredWrite(): () => void {
  let write: UpdateItemCommandInput | undefined;
  dynamodb.on(UpdateItemCommand).callsFake((input: UpdateItemCommandInput) => {
    if (write) return update(input);
    write = input;
    throw connectionCut();
  });
  return () => void update(write!);
}

/** Notes a create, as a step of this lease does that has looked a moment ago. */
export async function note(what: string, asked: Omit<CreateNote, 'by'>, by = lease): Promise<boolean> {
  return (await noteCreate(by, what, asked, await readCreates(by, what))) !== undefined;
}

/** The note of a create in the record of `production`. */
export async function noteOf(what: string): Promise<CreateNote | undefined> {
  return (await readCreates(lease, what)).note;
}

/** From now on examples/production.json with these changes is on record, with what else the item of the file holds. */
export function fileOnRecord(changes: Record<string, unknown> = {}, attributes: Record<string, string | string[]> = {}): void {
  const file = JSON.stringify(environment(changes));
  store('file', { file, hash: lease.hash, requestedAt: '2026-01-01T00:00:00.000Z', ...attributes });
}

/** From now on the record names the secret of each of these users. */
export function usersOnRecord(secrets: Record<string, string>): void {
  put('users', { secrets: { M: Object.fromEntries(Object.entries(secrets).map(([user, arn]) => [user, { S: arn }])) } });
}

function put(item: ItemName, attributes: Item, name = lease.environment): void {
  const before = Number(items.get(keyOf(name, item))?.revision?.N ?? 0);
  items.set(keyOf(name, item), { ...attributes, environment: { S: name }, item: { S: item }, revision: { N: String(before + 1) } });
}

function get({ TableName, Key, ConsistentRead }: GetItemCommandInput): { Item?: Item } {
  if (!ConsistentRead) throw new Error('the record is read without ConsistentRead: what it answers may be old');
  const item = items.get(keyIn(TableName, Key));
  return item ? { Item: structuredClone(item) } : {};
}

function update(input: UpdateItemCommandInput): object {
  const { TableName, Key = {}, UpdateExpression = '', ConditionExpression, ReturnValues } = input;
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values } = input;
  requireUsed(UpdateExpression, ConditionExpression, { ...names, ...values });
  if (values && Object.keys(values).length === 0) throw rejection('ValidationException', 'ExpressionAttributeValues must not be empty');
  const before = items.get(keyIn(TableName, Key)) ?? {};
  if (ConditionExpression && !holds(ConditionExpression, before, names, values ?? {})) throw conditionFailed();
  const after = { ...changed(UpdateExpression, structuredClone(before), names, values ?? {}), ...Key };
  items.set(keyIn(TableName, Key), after);
  return ReturnValues === 'ALL_NEW' ? { Attributes: structuredClone(after) } : {};
}

/** DynamoDB refuses names and values that no expression uses. */
function requireUsed(updates: string, condition: string | undefined, given: object): void {
  const used = new Set(`${updates} ${condition ?? ''}`.match(/[#:]\w+/g));
  const [unused] = Object.keys(given).filter((short) => !used.has(short));
  if (unused) throw rejection('ValidationException', `Value unused in expressions: ${unused}`);
}

/** The conditions that core/record writes: an attribute is not there, or has a value. */
function holds(condition: string, item: Item, names: Record<string, string>, values: Item): boolean {
  const [, absent, name, value] = /^attribute_not_exists\((#\w+)\)$|^(#\w+) = (:\w+)$/.exec(condition) ?? unknown(condition);
  return absent ? !(names[absent]! in item) : isDeepStrictEqual(item[names[name!]!], values[value!]);
}

function changed(updates: string, item: Item, names: Record<string, string>, values: Item): Item {
  const clauses = updates.split(/ ?\b(SET|ADD|REMOVE) /).slice(1);
  if (clauses.length === 0) throw rejection('ValidationException', 'Invalid UpdateExpression: The expression can not be empty');
  const touched = new Set<string>();
  for (let at = 0; at < clauses.length; at += 2) {
    for (const part of clauses[at + 1]!.split(', ')) {
      const [, short, value] = /^(#\w+)(?:(?: =)? (:\w+))?$/.exec(part) ?? unknown(part);
      const attribute = names[short!]!;
      if (['environment', 'item'].includes(attribute)) throw rejection('ValidationException', `${attribute} is part of the key`);
      if (touched.has(attribute)) throw rejection('ValidationException', `Two document paths overlap with each other: ${attribute}`);
      touched.add(attribute);
      if (clauses[at] === 'REMOVE') delete item[attribute];
      if (clauses[at] === 'SET') item[attribute] = values[value!]!;
      if (clauses[at] === 'ADD') item[attribute] = { SS: [...new Set([...(item[attribute]?.SS ?? []), ...values[value!]!.SS!])] };
      if (item[attribute]?.SS?.length === 0) throw rejection('ValidationException', 'An string set may not be empty');
    }
  }
  return item;
}

function unknown(expression: string): never {
  throw new Error(`the stand-in of the record does not know ${expression}`);
}

/** What DynamoDB says of a condition that does not hold. */
export function conditionFailed(): ConditionalCheckFailedException {
  return new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: { httpStatusCode: 400 } });
}

function keyIn(table: string | undefined, { environment: name, item, ...others }: Item = {}): string {
  if (table !== process.env.ENVIRONMENTS_TABLE || Object.keys(others).length > 0) throw rejection('ResourceNotFoundException');
  if (!name?.S || !item?.S) throw rejection('ValidationException', 'The AttributeValue for a key attribute cannot contain an empty string');
  return keyOf(name.S, item.S);
}

function keyOf(name: string, item: string): string {
  return `${name} ${item}`;
}

function plainItem(item: Item): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([attribute, value]) => [attribute, plain(value)]));
}

function plain({ S, SS, L, M }: AttributeValue): unknown {
  if (M) return plainItem(M);
  if (L) return L.map(plain);
  return SS?.toSorted() ?? S;
}
