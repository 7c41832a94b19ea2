import * as z from 'zod';
import { lifeOf } from '../core/record/execution-life.ts';
import { freeLease } from '../core/record/lease.ts';
import { environmentNameOf } from '../core/request/request.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string().optional(),
  input: z.string().nullish().describe("The holder's input, where the environment's name stands in it. AWS leaves a long one out."),
  holder: z.string(),
  now: z.iso.datetime(),
  onBehalf: z.boolean().default(false).describe('Somebody else releases it, for a holder that is thought to have ended.'),
});
const Output = z.object({ environment: z.string(), released: z.boolean(), holderRuns: z.boolean() });

/** Frees the environment for the next workflow, where this execution holds it. One that was redriven meanwhile keeps it. */
export const handler = step(Input, Output, async ({ environment, input, holder, now, onBehalf }) => {
  const name = environment ?? nameIn(input);
  const holderRuns = onBehalf && (await lifeOf(holder, now, now)) === 'running';
  return { environment: name, released: !holderRuns && name !== '' && (await freeLease(name, holder)), holderRuns };
});

function nameIn(input: string | null | undefined): string {
  try {
    return environmentNameOf(JSON.parse(input ?? 'null')) ?? '';
  } catch {
    return '';
  }
}
