import * as z from 'zod/mini';
import { type Awaited, usualDurations } from './usual-durations.ts';

const awaited = z.enum(Object.keys(usualDurations) as [Awaited, ...Awaited[]]);

/** What a state machine passes to a check step about the wait. What it waits for is its own to say, so that it can be read there. */
export const Waiting = z.object({
  awaited,
  /** When AWS was asked. */
  since: z.iso.datetime(),
  /** The state machine's time. */
  now: z.iso.datetime(),
  deadlineSeconds: z.int().check(z.positive()),
  pace: z.optional(z.number()),
});
export type Waiting = z.output<typeof Waiting>;

/** What a check step answers about it. */
export const Progress = z.object({
  ready: z.boolean(),
  pending: z.boolean(),
  waitSeconds: z.int(),
  pace: z.number(),
  /** What was seen, in a few words, for who watches. */
  seen: z.optional(z.string()),
  /** What is awaited, where the check decides it. */
  awaited: z.optional(awaited),
});
export type Progress = z.output<typeof Progress>;
