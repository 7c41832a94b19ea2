import type { Item } from './item.ts';
import { changeItem } from './item.ts';

/** What is on record of one schedule of an environment. */
export interface Noted {
  /** As the file asked for it, JSON. */
  asked: string;
  /** ISO 8601: since when it counts. */
  since: string;
  /** ISO 8601: when it was last carried out. */
  last?: string;
}

/** By the schedules' names. */
export function schedulesIn(item: Item): Record<string, Noted> {
  const noted = Object.entries(item).filter(([, { M }]) => M);
  return Object.fromEntries(
    noted.map(([name, { M = {} }]) => [name, { asked: M.asked?.S ?? '', since: M.since?.S ?? '', ...(M.last?.S && { last: M.last.S }) }]),
  );
}

export async function noteSchedules(environment: string, noted: Record<string, Noted>): Promise<void> {
  const set = Object.fromEntries(
    Object.entries(noted).map(([name, one]) => [
      name,
      { M: Object.fromEntries(Object.entries(one).map(([attribute, S]) => [attribute, { S }])) },
    ]),
  );
  await changeItem(environment, 'schedules', () => ({ set }));
}
