import * as z from 'zod/mini';
import { changeItem, readItem } from './item.ts';

/** What a body waits for people for. */
export const WaitingFor = z.object({
  /** As in `certificate`. */
  for: z.string(),
  since: z.iso.datetime(),
  deadline: z.iso.datetime(),
  publish: z.object({ subject: z.string(), message: z.string() }),
});

export type WaitingFor = z.output<typeof WaitingFor>;

/** Keeps the token with which a run that waits for people is woken. */
export async function recordWaiting(environment: string, intent: string, waiting: WaitingFor, token: string): Promise<void> {
  const set = { for: { S: waiting.for }, since: { S: waiting.since }, deadline: { S: waiting.deadline }, token: { S: token } };
  await changeItem(environment, `waiting#${intent}`, () => ({ set }));
}

/** People's answer since a time (ISO 8601), as JSON text; undefined where there is none yet. */
export async function answerSince(environment: string, intent: string, since: string): Promise<string | undefined> {
  const item = await readItem(environment, `waiting#${intent}`);
  return item?.answer?.S !== undefined && Date.parse(item.answeredAt?.S ?? '') >= Date.parse(since) ? item.answer.S : undefined;
}
