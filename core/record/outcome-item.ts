import * as z from 'zod/mini';
import { changeItem, readItem } from './item.ts';
import { jsonOnRecord } from './json-on-record.ts';

/** How the last run of an intent ended. */
interface LastOutcome {
  /** ISO 8601. */
  at: string;
  execution: string;
  /** What the run answered, as JSON. */
  outcome: unknown;
}

export async function recordOutcome(environment: string, intent: string, { at, execution, outcome }: LastOutcome): Promise<void> {
  const set = { at: { S: at }, execution: { S: execution }, outcome: { S: JSON.stringify(outcome) } };
  await changeItem(environment, `outcome#${intent}`, () => ({ set }));
}

/** Notes the last run of an intent that failed beside the last one that did not. */
export async function recordFailure(
  environment: string,
  intent: string,
  failed: { at: string; execution: string; error: string },
): Promise<void> {
  const set = { failedAt: { S: failed.at }, failedExecution: { S: failed.execution }, failedWith: { S: failed.error } };
  await changeItem(environment, `outcome#${intent}`, () => ({ set }));
}

export async function readOutcome(environment: string, intent: string): Promise<LastOutcome | undefined> {
  const name = `outcome#${intent}` as const;
  const item = await readItem(environment, name);
  if (item?.outcome?.S === undefined) return undefined;
  const outcome = jsonOnRecord(z.unknown(), item.outcome.S, { environment, item: name, attribute: 'outcome' });
  return { at: item.at?.S ?? '', execution: item.execution?.S ?? '', outcome };
}
