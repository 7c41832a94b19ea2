import { paginateScan } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../aws/dynamodb.ts';
import { setting } from '../aws/setting.ts';
import { fileIn, isTornDown } from '../record/file.ts';
import type { Item } from '../record/item.ts';
import { schedulesIn } from '../record/schedules.ts';
import { type Scheduled, scheduleNames } from './due.ts';

const outcome = 'outcome#';
// of a parked environment `parking` stands beside its file, too
const read = ['environment', 'item', 'file', 'hash', 'clusterId', 'requestedAt', 'tornDownAt', 'parking', 'holder', 'at'];

/** Every environment that stands, with what the record says of its schedules, by pages: a read late is made good by the next look. */
export async function readScheduled(): Promise<Scheduled[]> {
  const records = new Map<string, Record<string, Item>>();
  const names = Object.fromEntries([...read, ...scheduleNames].map((attribute) => [`#${attribute}`, attribute]));
  const pages = paginateScan(
    { client: dynamodb() },
    {
      TableName: setting('ENVIRONMENTS_TABLE'),
      ProjectionExpression: Object.keys(names).join(', '),
      ExpressionAttributeNames: names,
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const name = item.environment?.S ?? '';
      records.set(name, { ...records.get(name), [item.item?.S ?? '']: item });
    }
  }
  return [...records].flatMap(([name, items]) => scheduledIn(name, items));
}

function scheduledIn(name: string, items: Record<string, Item>): Scheduled[] {
  const item = items.file ?? {};
  const file = fileIn(item.file?.S);
  if (!file || !item.clusterId?.S || isTornDown(item)) return [];
  const holds = (lease: string) => items[lease]?.holder?.S !== undefined;
  const ended = Object.entries(items).filter(([one]) => one.startsWith(outcome));
  return [
    {
      name,
      file,
      clusterId: item.clusterId.S,
      requestedAt: item.requestedAt?.S ?? '',
      ...(item.tornDownAt?.S && { tornDownAt: item.tornDownAt.S }),
      parked: item.parking !== undefined,
      held: new Set([...(holds('lease') ? ['environment' as const] : []), ...(holds('lease#drill') ? ['drill' as const] : [])]),
      succeeded: Object.fromEntries(ended.map(([one, { at }]) => [one.slice(outcome.length), at?.S ?? ''])),
      noted: schedulesIn(items.schedules ?? {}),
    },
  ];
}
