import * as z from 'zod/mini';
import { Environment } from '../environment/environment.ts';
import { changeItem, type RecordPlace, readItem } from '../record/item.ts';
import { jsonOnRecord } from '../record/json-on-record.ts';

/** What a region knows of an environment that is to be restored there when the region is lost in which it lives. */
interface Recovery {
  /** The file as it is in its own region. */
  environment: Environment;
  /** Its own region. */
  from: string;
  /** There. */
  clusterId: string;
  /** ARN of each user's secret here, by user. */
  users: Record<string, string>;
  /** Where the trust anchor is escrowed here, and the SHA-256 of its DER, hex. */
  trustAnchor: { secretArn: string; sha256: string } | undefined;
}

/** What was brought to this region; undefined where nothing was, or what this version does not know. */
export async function readRecovery(name: string): Promise<Recovery | undefined> {
  const { brought } = (await readItem(name, 'recovery')) ?? {};
  if (!brought?.S) return undefined;
  const at = { environment: name, item: 'recovery', attribute: 'brought' } as const;
  const { environment, ...rest } = jsonOnRecord(z.looseObject({}), brought.S, at) as unknown as Recovery;
  const file = Environment.safeParse(environment);
  return file.success ? { ...rest, environment: file.data } : undefined;
}

/** Brings it to another region. */
export async function recordRecovery(recovery: Recovery, there: RecordPlace): Promise<void> {
  const brought = JSON.stringify(recovery);
  const change = (item: { brought?: { S?: string } }) => (item.brought?.S === brought ? undefined : { set: { brought: { S: brought } } });
  await changeItem(recovery.environment.name, 'recovery', change, undefined, there);
}
