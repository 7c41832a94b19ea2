import type { Environment } from '../environment/environment.ts';
import { intents } from '../intents.ts';
import type { Noted } from '../record/schedules.ts';
import { newestTurn } from './parking-times.ts';

/** What the record says of one environment's schedules. */
export interface Scheduled {
  name: string;
  file: Environment;
  clusterId: string;
  /** ISO 8601: when the file was last asked for. */
  requestedAt: string;
  /** ISO 8601: when what stood before was torn down. */
  tornDownAt?: string;
  parked: boolean;
  /** Leases that somebody holds. */
  held: Set<'environment' | 'drill'>;
  /** When each intent last succeeded, ISO 8601. */
  succeeded: Record<string, string>;
  noted: Record<string, Noted>;
}

export interface Start {
  intent: string;
  /** What is asked for beside the environment's name. */
  changes: Record<string, unknown>;
  schedule: string;
  /** ISO 8601: when it was due. A run for the same moment is the same run. */
  dueAt: string;
  /** What is on record of the schedule once it is started. */
  started: Noted;
}

interface Due {
  /** What changes on record beside what is started. */
  note: Record<string, Noted>;
  starts: Start[];
}

/** Something that a schedule wants now; without an intent it stands already. */
interface Wanted {
  dueAt: number;
  intent?: string;
  changes?: Record<string, unknown>;
}

interface Schedule<Asked> {
  asked: (file: Environment) => Asked | undefined;
  /** @param after milliseconds: what was due until then counts no more */
  wanted: (asked: Asked, after: number, scheduled: Scheduled, now: number) => Wanted | undefined;
}

const day = 86_400_000;

/** Everything that a file can ask for by the clock, in the order in which it gets the environment's lease. */
const schedules: Record<string, Schedule<never>> = {
  parking: schedule({
    asked: ({ parking }) => parking,
    wanted: (times, after, { parked }, now) => {
      const { turn, at } = newestTurn(times, now);
      if (at <= after) return undefined;
      if (turn === 'park') return { dueAt: at, intent: 'scale', changes: { hsms: 0 } };
      return parked ? { dueAt: at, intent: 'scale', changes: {} } : { dueAt: at };
    },
  }),
  rotation: schedule({
    asked: ({ rotation }) => rotation?.everyDays,
    // users are on HSMs: it waits until they are back
    wanted: (days, after, scheduled, now) => (scheduled.parked ? undefined : everyDays('rotate', days, after, scheduled, now)),
  }),
  drill: schedule({
    asked: ({ backups }) => backups?.drillEveryDays,
    wanted: (days, after, scheduled, now) => everyDays('drill', days, after, scheduled, now),
  }),
  clients: schedule({
    asked: ({ clients }) => clients?.everyDays,
    // hosts are told of HSMs, and ask them
    wanted: (days, after, scheduled, now) => (scheduled.parked ? undefined : everyDays('clients', days, after, scheduled, now)),
  }),
};

/** The record notes each of them under its name. */
export const scheduleNames = Object.keys(schedules);

/**
 * What of an environment's schedules is due. What was missed is caught up once, by the newest moment alone. A schedule counts from when
 * the file with it was asked for, anew after a teardown; what somebody has started by hand is not done again. While a run works at the environment, what needs
 * its lease waits.
 *
 * @param now ISO 8601
 */
export function due(scheduled: Scheduled, now: string): Due {
  const note: Record<string, Noted> = {};
  const starts: Start[] = [];
  const held = new Set(scheduled.held);
  for (const [name, { asked: askedOf, wanted: wantedOf }] of Object.entries(schedules)) {
    const asked = askedOf(scheduled.file);
    if (asked === undefined) continue;
    const text = JSON.stringify(asked);
    const before = scheduled.noted[name];
    const noted: Noted = before?.asked === text && !isOfBefore(before, scheduled) ? before : { asked: text, since: scheduled.requestedAt };
    if (noted !== before) note[name] = noted;
    const wanted = wantedOf(asked, Date.parse(noted.last ?? noted.since), scheduled, Date.parse(now));
    if (!wanted) continue;
    if (!wanted.intent) {
      note[name] = { ...noted, last: now };
      continue;
    }
    const { lease } = intents[wanted.intent]!;
    if (lease !== 'none' && held.has(lease)) continue;
    if (lease !== 'none') held.add(lease);
    const dueAt = new Date(wanted.dueAt).toISOString();
    starts.push({ intent: wanted.intent, changes: wanted.changes ?? {}, schedule: name, dueAt, started: { ...noted, last: now } });
  }
  return { note, starts };
}

/** What was torn down since has taken its schedules along: they begin anew. */
function isOfBefore({ since, last = since }: Noted, { tornDownAt }: Scheduled): boolean {
  return tornDownAt !== undefined && Date.parse(last) < Date.parse(tornDownAt);
}

/** Each time that so many days have passed since it was last done, whoever did it. */
function everyDays(intent: string, days: number, after: number, { succeeded }: Scheduled, now: number): Wanted | undefined {
  const dueAt = Math.max(after, Date.parse(succeeded[intent] ?? '') || 0) + days * day;
  return dueAt <= now ? { dueAt, intent } : undefined;
}

/** Lets each schedule know its own part of the file alone. */
function schedule<Asked>(one: Schedule<Asked>): Schedule<never> {
  return one as unknown as Schedule<never>;
}
