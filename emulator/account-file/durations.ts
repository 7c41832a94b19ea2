import * as z from 'zod';
import { type DurationName, usualDurations } from '../kernel/durations.ts';

const seconds = z.number().min(0).max(31_536_000);
const range = z.tuple([seconds, seconds]).refine(([shortest, longest]) => longest >= shortest, 'has to be [shortest, longest]');

export const durations = z.strictObject(
  Object.fromEntries(Object.keys(usualDurations).map((name) => [name, range.optional()])) as Record<
    DurationName,
    z.ZodOptional<typeof range>
  >,
);
