import { type AttributeValue, ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../aws/dynamodb.ts';
import { setting } from '../aws/setting.ts';

export type Item = Record<string, AttributeValue>;

/** What of an environment is kept in which item: each is written by another step. */
export type ItemName = 'lease' | 'file' | 'users' | `outcome#${string}` | `waiting#${string}`;

/** An item of an environment's record, as it is now; undefined where nothing was written yet. */
export async function readItem(environment: string, item: ItemName): Promise<Item | undefined> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: setting('ENVIRONMENTS_TABLE'), Key: key(environment, item), ConsistentRead: true }),
  );
  return Item;
}

/** Give the short names by which an expression speaks of an attribute and of a value. */
type Name = (attribute: string) => string;
type Value = (value: AttributeValue) => string;

export interface ItemChange {
  /** Attributes that get a value. */
  set?: Item;
  /** Members that come to sets of strings. */
  add?: Record<string, string[]>;
  /** Attributes that go. */
  remove?: string[];
  /** Only where this condition holds. */
  where?: (name: Name, value: Value) => string;
}

/** Changes some attributes of an item and leaves the others. False where the condition does not hold. */
export async function changeItem(environment: string, item: ItemName, change: ItemChange): Promise<boolean> {
  const { set = {}, add = {}, remove = [], where } = change;
  const names: Record<string, string> = {};
  const values: Item = {};
  const name: Name = (attribute) => shortFor(names, '#a', attribute);
  const value: Value = (given) => shortFor(values, ':v', given);
  const clauses = [
    clause(
      'SET',
      Object.entries(set).map(([attribute, to]) => `${name(attribute)} = ${value(to)}`),
    ),
    clause(
      'ADD',
      Object.entries(add).map(([attribute, members]) => `${name(attribute)} ${value({ SS: members })}`),
    ),
    clause('REMOVE', remove.map(name)),
  ];
  const ConditionExpression = where?.(name, value);
  try {
    await dynamodb().send(
      new UpdateItemCommand({
        TableName: setting('ENVIRONMENTS_TABLE'),
        Key: key(environment, item),
        UpdateExpression: clauses.filter((text) => text !== '').join(' '),
        ConditionExpression,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: Object.keys(values).length > 0 ? values : undefined,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function shortFor<Long>(known: Record<string, Long>, prefix: string, long: Long): string {
  const short = `${prefix}${Object.keys(known).length}`;
  known[short] = long;
  return short;
}

function clause(keyword: string, parts: string[]): string {
  return parts.length > 0 ? `${keyword} ${parts.join(', ')}` : '';
}

function key(environment: string, item: ItemName): Item {
  return { environment: { S: environment }, item: { S: item } };
}
