import type { AwsPlace } from '../../emulator/cloud.ts';

/** An item of the deployment's tables, as far as tests look at it. */
export interface RecordedItem {
  environment: string;
  /** Of the lease, while somebody holds it. */
  holder: string | undefined;
  /** Of creates whose outcome nobody has seen yet. */
  notes: string[];
}

/** The attributes of an item. */
export type Item = Record<string, { S?: string }>;

const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;

/** What stands in the tables. */
export async function allItems(home: AwsPlace): Promise<Item[]> {
  const { TableNames } = (await home.dynamodb.call('ListTables', {}, person)) as { TableNames: string[] };
  const scans = await Promise.all(TableNames.map((TableName) => home.dynamodb.call('Scan', { TableName }, person)));
  return scans.flatMap(({ Items }) => Items as Item[]);
}

/** An item of an environment's record; empty where there is none. */
export async function itemOnRecord(home: AwsPlace, environment: string, item: string): Promise<Item> {
  return (await allItems(home)).find((one) => one.environment?.S === environment && one.item?.S === item) ?? {};
}

/** Takes an attribute off an item of an environment's record. */
export async function forgetOnRecord(home: AwsPlace, environment: string, item: string, attribute: string): Promise<void> {
  const { TableNames } = (await home.dynamodb.call('ListTables', {}, person)) as { TableNames: string[] };
  for (const TableName of TableNames) {
    const Key = { environment: { S: environment }, item: { S: item } };
    const removal: object = { TableName, Key, UpdateExpression: 'REMOVE #it', ExpressionAttributeNames: { '#it': attribute } };
    await home.dynamodb.call('UpdateItem', removal, person);
  }
}

/** Puts an attribute to an item of an environment's record, as somebody else would. */
export async function putOnRecord(home: AwsPlace, environment: string, item: string, attribute: string, value: string): Promise<void> {
  const { TableNames } = (await home.dynamodb.call('ListTables', {}, person)) as { TableNames: string[] };
  for (const TableName of TableNames) {
    const Key = { environment: { S: environment }, item: { S: item } };
    const names = { ExpressionAttributeNames: { '#it': attribute }, ExpressionAttributeValues: { ':it': { S: value } } };
    const change: object = { TableName, Key, UpdateExpression: 'SET #it = :it', ...names };
    await home.dynamodb.call('UpdateItem', change, person);
  }
}

export async function recordedItems(home: AwsPlace): Promise<RecordedItem[]> {
  return recorded(await allItems(home));
}

/** What tests look at of items. */
export function recorded(items: Item[]): RecordedItem[] {
  return items.map((item) => ({
    environment: item.environment?.S ?? '',
    holder: item.holder?.S,
    notes: Object.keys(item).filter((attribute) => attribute.startsWith('asked for ')),
  }));
}
