import { type AttributeValue, ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Place } from '../aws/clients.ts';
import { dynamodb } from '../aws/dynamodb.ts';
import { setting } from '../aws/setting.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';

export type Item = Record<string, AttributeValue>;

/** What of an environment is kept in which item: each is written by another step. */
export type ItemName =
  | 'lease'
  | 'lease#drill'
  | 'file'
  | 'users'
  | 'signed'
  | 'schedules'
  | 'recovery'
  | 'stack'
  | `outcome#${string}`
  | `waiting#${string}`;

/** A record: of another region where one is given, with the name of its table there. */
export interface RecordPlace {
  place?: Place;
  table: string;
}

const here = (): RecordPlace => ({ table: setting('ENVIRONMENTS_TABLE') });

/** An item of an environment's record, as it is now; undefined where nothing was written yet. */
export async function readItem(environment: string, item: ItemName, { place, table }: RecordPlace = here()): Promise<Item | undefined> {
  const { Item } = await dynamodb(place).send(new GetItemCommand({ TableName: table, Key: key(environment, item), ConsistentRead: true }));
  return Item;
}

interface ItemChange {
  /** Attributes that get a value. */
  set?: Item;
  /** Members that come to sets of strings. */
  add?: Record<string, string[]>;
  /** Attributes that go. */
  remove?: string[];
}

/** What changes of an item that reads so; undefined where nothing shall. */
export type Decide = (item: Item) => ItemChange | undefined;

/** Counts the writes of an item. */
const revision = 'revision';

/** How often a write is decided anew because others wrote meanwhile: more than ever work at an item side by side. */
const tries = 30;

/**
 * Changes some attributes of an item and leaves the others. A write counts only while the item is as it was read, or it is decided
 * anew: one that AWS carries out late, when its caller has long given up and another has done its work, changes nothing any more.
 *
 * @param read the item, where the caller has read it already: the first try saves a read
 * @returns the item as it is now; undefined where nothing was changed
 */
export async function changeItem(
  environment: string,
  item: ItemName,
  decide: Decide,
  read?: Item,
  where: RecordPlace = here(),
): Promise<Item | undefined> {
  for (let last = read, left = tries; left > 0; last = undefined, left--) {
    const found = last ?? (await readItem(environment, item, where)) ?? {};
    const change = decide(found);
    if (!change) return undefined;
    const written = await writeOver(found, key(environment, item), change, where);
    if (written) return written;
  }
  throw new LifecycleError('TransientServiceError', {
    doing: 'writing to the record',
    to: `${item} of environment ${environment}`,
    problem: `others have written to it ${tries} times meanwhile`,
  });
}

/** The item after the write; undefined where it was not as it was read any more. */
async function writeOver(
  found: Item,
  Key: Item,
  { set = {}, add = {}, remove = [] }: ItemChange,
  { place, table }: RecordPlace,
): Promise<Item | undefined> {
  const names: Record<string, string> = {};
  const values: Item = {};
  const name = (attribute: string) => shortFor(names, '#a', attribute);
  const value = (given: AttributeValue) => shortFor(values, ':v', given);
  const before = found[revision];
  const sets = Object.entries({ ...set, [revision]: { N: String(Number(before?.N ?? 0) + 1) } });
  const adds = Object.entries(add);
  const clauses = [
    clause(
      'SET',
      sets.map(([attribute, to]) => `${name(attribute)} = ${value(to)}`),
    ),
    clause(
      'ADD',
      adds.map(([attribute, members]) => `${name(attribute)} ${value({ SS: members })}`),
    ),
    clause('REMOVE', remove.map(name)),
  ];
  try {
    const { Attributes } = await dynamodb(place).send(
      new UpdateItemCommand({
        TableName: table,
        Key,
        UpdateExpression: clauses.filter((text) => text !== '').join(' '),
        ConditionExpression: before ? `${name(revision)} = ${value(before)}` : `attribute_not_exists(${name(revision)})`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes ?? {};
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

function shortFor<Long>(known: Record<string, Long>, prefix: string, long: Long): string {
  const short = Object.keys(known).find((one) => known[one] === long) ?? `${prefix}${Object.keys(known).length}`;
  known[short] = long;
  return short;
}

function clause(keyword: string, parts: string[]): string {
  return parts.length > 0 ? `${keyword} ${parts.join(', ')}` : '';
}

function key(environment: string, item: ItemName): Item {
  return { environment: { S: environment }, item: { S: item } };
}
