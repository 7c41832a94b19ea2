import * as z from 'zod';
import { type Awaited, usualDurations } from './usual-durations.ts';

const awaited = z.enum(Object.keys(usualDurations) as [Awaited, ...Awaited[]]);

/** What a state machine passes to a check step about the wait. */
export const Waiting = z.object({
  awaited,
  since: z.iso.datetime(),
  now: z.iso.datetime(),
  deadlineSeconds: z.int().positive(),
  pace: z.number().optional(),
});

/** What a check step answers about it. */
export const Progress = z.object({
  ready: z.boolean(),
  pending: z.boolean(),
  waitSeconds: z.int(),
  pace: z.number(),
  seen: z.string().optional().describe('What was seen, in a few words, for who watches.'),
  awaited: awaited.optional().describe('What is awaited, where the check decides it.'),
});
