import * as z from 'zod/mini';
import { toldHere } from './commands-here.ts';
import type { Lease } from './record/lease.ts';

/** What a body answers that works on no single environment: what it has to say, and whatever else its intent tells. */
export const Announced = z.looseObject({
  /** For programs the event, for people the notification: where there is no subject, nobody is told. */
  announcement: z.object({ detailType: z.string(), subject: z.string(), message: z.string() }),
});

/**
 * The outcome of such a body.
 *
 * @param done what the run has created and removed
 */
export function announced(
  { environment, intent, holder }: Lease,
  { announcement, ...told }: z.output<typeof Announced>,
  done: Record<'created' | 'removed', string[]> = { created: [], removed: [] },
) {
  const outcome = {
    environment,
    intent,
    outcome: 'SUCCEEDED' as const,
    execution: holder,
    ...done,
    warnings: [],
    ...told,
  };
  return { outcome, ...announcement, message: toldHere(announcement.message) };
}
