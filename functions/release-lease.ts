import * as z from 'zod';
import { lifeOf } from '../core/lease/execution.ts';
import { deleteLease } from '../core/lease/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  holder: z.string(),
  now: z.iso.datetime(),
  onBehalf: z.boolean().default(false).describe('Somebody else releases it, for a holder that is thought to have ended.'),
});
const Output = z.object({ released: z.boolean(), holderRuns: z.boolean() });

/** Frees the environment for the next workflow, where this execution holds it. One that was redriven meanwhile keeps it. */
export const handler = step(Input, Output, async ({ environment, holder, now, onBehalf }) => {
  const holderRuns = onBehalf && (await lifeOf(holder, now)) === 'running';
  return { released: !holderRuns && (await deleteLease(environment, holder)), holderRuns };
});
