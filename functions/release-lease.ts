import * as z from 'zod/mini';
import { failureKind } from '../core/errors/failure-kinds.ts';
import { intents } from '../core/intents.ts';
import { recovered } from '../core/record/execution-life.ts';
import { readItem } from '../core/record/item.ts';
import { freeLease } from '../core/record/lease.ts';
import { recordFailure } from '../core/record/outcome-item.ts';
import { environmentNameOf } from '../core/request/request.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.optional(z.string()),
  /** The holder's input, where the environment's name stands in it. AWS leaves a long one out. */
  input: z.nullish(z.string()),
  holder: z.string(),
  /** How often the holder had been redriven when it ended, where somebody else releases it on its behalf. */
  redriveCount: z.optional(z.int()),
  /** What the holder has failed with; empty where it was stopped. */
  error: z._default(z.string(), ''),
  now: z.optional(z.iso.datetime()),
});
const Output = z.object({
  environment: z.string(),
  released: z.boolean(),
  /** It has not failed after all. */
  recovered: z.boolean(),
});

/** Frees the environment for the next workflow, where this execution holds it. One that was redriven meanwhile keeps it while it runs. */
export const handler = step(Input, Output, async ({ environment, input, holder, redriveCount, error, now }) => {
  const name = environment ?? nameIn(input);
  const onBehalf = redriveCount !== undefined;
  const isFine = onBehalf && (await recovered(holder, redriveCount));
  if (onBehalf && !isFine && now) await noteFailure(name, holder, error || 'no error of its own: it was stopped', now);
  return { environment: name, released: !isFine && name !== '' && (await freeLease(name, holder)), recovered: isFine };
});

/**
 * Of what audits ask how it ended last: who is no environment on record has no record of it either. One that another execution held off
 * has tried nothing; where none comes about for long, audits say that.
 */
async function noteFailure(name: string, holder: string, error: string, at: string): Promise<void> {
  const intent = intentOf(holder);
  if (name === '' || intents[intent]?.lease !== 'drill' || failureKind(error, '') === 'held' || !(await readItem(name, 'file'))) return;
  await recordFailure(name, intent, { at, execution: holder, error });
}

/** An entry is named after its intent: `cloudhsm-lifecycle-STAGE-INTENT`, as in `…:execution:cloudhsm-lifecycle-dev-drill:NAME`. */
function intentOf(execution: string): string {
  const machine = execution.split(':').at(-2) ?? '';
  return Object.keys(intents).find((intent) => machine.endsWith(`-${intent}`)) ?? '';
}

function nameIn(input: string | null | undefined): string {
  try {
    return environmentNameOf(JSON.parse(input ?? 'null')) ?? '';
  } catch {
    return '';
  }
}
