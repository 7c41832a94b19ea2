import * as z from 'zod/mini';
import type { Lease } from '../record/lease.ts';

/** The evidence of a drill. */
export const Drill = z.object({
  /** The backup that was restored. */
  backup: z.string(),
  /** The drill's own cluster, which is gone. */
  cluster: z.string(),
  region: z.string(),
  /** From the first request until the key was proven. */
  recoverySeconds: z.number(),
  proof: z.literal(true),
  /** USD, of the drill's HSM. */
  cost: z.number(),
});

export type Drill = z.output<typeof Drill>;

/** What people are told of it. */
export function provenNotice({ environment, holder }: Lease, { backup, cluster, region, recoverySeconds }: Drill) {
  return {
    subject: `CloudHSM environment ${environment}: its backup is proven`,
    message: `${backup} was restored into ${cluster} in ${region} in ${Math.round(recoverySeconds / 60)} minutes, with its keys, and all of it was removed again. Execution: ${holder}`,
  };
}
