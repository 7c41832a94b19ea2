import * as z from 'zod';
import { type Awaited, usualDurations } from './usual-durations.ts';

/** What a state machine passes to a check step about the wait. */
export const Waiting = z.object({
  awaited: z.enum(Object.keys(usualDurations) as [Awaited, ...Awaited[]]),
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
});
