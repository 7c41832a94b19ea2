import * as z from 'zod/mini';
import type { Hsm } from './hsm.ts';

/** An HSM behind the ENI of another. */
export const Replacement = z.object({
  eniId: z.string(),
  /** Ids of HSMs. */
  before: z.string(),
  after: z.string(),
});

export type Replacement = z.output<typeof Replacement>;

/** What CloudHSM has replaced by itself: it makes another HSM behind the same ENI, with the same address. */
export function replacements(before: { id: string; eniId: string }[], now: Pick<Hsm, 'hsmId' | 'eniId'>[]): Replacement[] {
  return before.flatMap(({ id, eniId }) => {
    const after = eniId === '' ? undefined : now.find((hsm) => hsm.eniId === eniId)?.hsmId;
    return after === undefined || after === id ? [] : [{ eniId, before: id, after }];
  });
}
