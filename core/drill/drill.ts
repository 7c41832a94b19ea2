import * as z from 'zod/mini';

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
