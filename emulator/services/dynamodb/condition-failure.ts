import type { DynamoDbInput } from './resources.ts';

type Item = Record<string, unknown>;

/** The members of a conditional write that name its item. */
export interface ConditionalWrite extends DynamoDbInput {
  Item?: Item;
  Key?: Item;
  ReturnValuesOnConditionCheckFailure?: string;
}

type Ask = (operation: string, input: unknown) => Promise<Record<string, unknown>>;

/** The item that a write's condition failed on, where the caller asked for it: dynalite does not give it. */
export async function itemOfFailure(ask: Ask, input: ConditionalWrite): Promise<Item | undefined> {
  if (input.ReturnValuesOnConditionCheckFailure !== 'ALL_OLD') return undefined;
  const { TableName } = input;
  const Key = input.Key ?? (await keyOf(ask, input));
  return (await ask('GetItem', { TableName, Key, ConsistentRead: true })).Item as Item | undefined;
}

async function keyOf(ask: Ask, { TableName, Item }: ConditionalWrite): Promise<Item> {
  const { Table } = await ask('DescribeTable', { TableName });
  const { KeySchema } = Table as { KeySchema: { AttributeName: string }[] };
  return Object.fromEntries(KeySchema.map(({ AttributeName }) => [AttributeName, Item![AttributeName]]));
}
