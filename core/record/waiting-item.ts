import * as z from 'zod/mini';
import { changeItem, type Item, readItem } from './item.ts';
import { jsonOnRecord } from './json-on-record.ts';

/** What the answer is held against. */
const Details = z.record(z.string(), z.string());

/** What a body waits for people for. */
export const WaitingFor = z.object({
  /** As in `certificate`. */
  for: z.string(),
  since: z.iso.datetime(),
  deadline: z.iso.datetime(),
  publish: z.object({ subject: z.string(), message: z.string() }),
  /** USD that stand and are billed meanwhile. */
  perHour: z.optional(z.number()),
  details: z.optional(Details),
});

export type WaitingFor = z.output<typeof WaitingFor>;

/** A wait as the record knows it. */
export interface RecordedWait extends Pick<WaitingFor, 'for' | 'since' | 'deadline' | 'perHour'> {
  message: string;
  details: Record<string, string>;
  /** ARN of the run that waits, and the hash of what it was asked for. */
  execution: string;
  hash: string;
  token: string;
  answered: boolean;
  /** The run that waited before, and the one that has taken its place: ARNs. */
  replaced?: { execution: string; by: string };
}

/**
 * Keeps what a run waits for, and the token with which it is woken.
 *
 * @param madeAt ISO 8601: when the token was made
 * @returns `late` where a try that was given up comes after the next one, `replaced` where another run has taken the place of this one: neither is kept
 */
export async function recordWaiting(
  environment: string,
  intent: string,
  { publish, perHour, details = {}, ...waiting }: WaitingFor,
  { token, execution, hash, madeAt }: Pick<RecordedWait, 'token' | 'execution' | 'hash'> & { madeAt: string },
): Promise<'kept' | 'late' | 'replaced'> {
  const set: Item = {
    for: { S: waiting.for },
    since: { S: waiting.since },
    deadline: { S: waiting.deadline },
    message: { S: publish.message },
    details: { S: JSON.stringify(details) },
    ...(perHour !== undefined && { perHour: { S: String(perHour) } }),
    token: { S: token },
    madeAt: { S: madeAt },
    execution: { S: execution },
    hash: { S: hash },
  };
  const isNewer = (item: Item) => item.execution?.S === execution && Date.parse(item.madeAt?.S ?? '') > Date.parse(madeAt);
  let found: 'kept' | 'late' | 'replaced' = 'kept';
  await changeItem(environment, waitingItem(intent), (item) => {
    found = item.replaced?.S === execution ? 'replaced' : isNewer(item) ? 'late' : 'kept';
    return found === 'kept' ? { set } : undefined;
  });
  return found;
}

/** What was waited for last; undefined where nothing ever was. */
export async function readWaiting(environment: string, intent: string): Promise<RecordedWait | undefined> {
  const item = await readItem(environment, waitingItem(intent));
  if (!item?.token?.S) return undefined;
  const text = (attribute: string) => item[attribute]?.S ?? '';
  return {
    for: text('for'),
    since: text('since'),
    deadline: text('deadline'),
    message: text('message'),
    details: jsonOnRecord(Details, text('details') || '{}', { environment, item: waitingItem(intent), attribute: 'details' }),
    ...(item.perHour?.S && { perHour: Number(item.perHour.S) }),
    execution: text('execution'),
    hash: text('hash'),
    token: text('token'),
    answered: isAnswered(item, text('since')),
    ...(item.replaced?.S && { replaced: { execution: text('replaced'), by: text('replacedBy') } }),
  };
}

/** From now on a run that waits is another's to answer for. */
export async function recordReplaced(environment: string, intent: string, execution: string, by: string): Promise<void> {
  await changeItem(environment, waitingItem(intent), () => ({ set: { replaced: { S: execution }, replacedBy: { S: by } } }));
}

/**
 * Notes that people have done what is waited for.
 *
 * @param at ISO 8601, of the clock of who answers
 */
export async function recordAnswer(environment: string, intent: string, at: string): Promise<void> {
  await changeItem(environment, waitingItem(intent), ({ since }) => {
    // a clock that is behind AWS's would make it an answer to an earlier wait
    const answeredAt = Date.parse(at) < Date.parse(since?.S ?? '') ? since!.S! : at;
    return { set: { answer: { S: '{}' }, answeredAt: { S: answeredAt } } };
  });
}

/** Whether people have answered since a time (ISO 8601). */
export async function answeredSince(environment: string, intent: string, since: string): Promise<boolean> {
  return isAnswered((await readItem(environment, waitingItem(intent))) ?? {}, since);
}

function isAnswered({ answer, answeredAt }: Item, since: string): boolean {
  return answer?.S !== undefined && Date.parse(answeredAt?.S ?? '') >= Date.parse(since);
}

function waitingItem(intent: string) {
  return `waiting#${intent}` as const;
}
