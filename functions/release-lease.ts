import * as z from 'zod/mini';
import { recovered } from '../core/record/execution-life.ts';
import { freeLease } from '../core/record/lease.ts';
import { environmentNameOf } from '../core/request/request.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.optional(z.string()),
  /** The holder's input, where the environment's name stands in it. AWS leaves a long one out. */
  input: z.nullish(z.string()),
  holder: z.string(),
  /** Somebody else releases it, for a holder that is thought to have ended. */
  onBehalf: z._default(z.boolean(), false),
});
const Output = z.object({
  environment: z.string(),
  released: z.boolean(),
  /** It has not failed after all. */
  recovered: z.boolean(),
});

/** Frees the environment for the next workflow, where this execution holds it. One that was redriven meanwhile keeps it while it runs. */
export const handler = step(Input, Output, async ({ environment, input, holder, onBehalf }) => {
  const name = environment ?? nameIn(input);
  const isFine = onBehalf && (await recovered(holder));
  return { environment: name, released: !isFine && name !== '' && (await freeLease(name, holder)), recovered: isFine };
});

function nameIn(input: string | null | undefined): string {
  try {
    return environmentNameOf(JSON.parse(input ?? 'null')) ?? '';
  } catch {
    return '';
  }
}
