import * as z from 'zod/mini';
import type { Lease } from './record/lease.ts';

/** What a body answers that works on no single environment: what it has to say, and whatever else its intent tells. */
export const Announced = z.looseObject({
  /** For programs the event, for people the notification: where there is no subject, nobody is told. */
  announcement: z.object({ detailType: z.string(), subject: z.string(), message: z.string() }),
});

/** The outcome of such a body. */
export function announced({ environment, intent, holder }: Lease, { announcement, ...told }: z.output<typeof Announced>) {
  const outcome = {
    environment,
    intent,
    outcome: 'SUCCEEDED' as const,
    execution: holder,
    created: [],
    removed: [],
    warnings: [],
    ...told,
  };
  return { outcome, ...announcement };
}
