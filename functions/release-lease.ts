import * as z from 'zod';
import { deleteLease } from '../core/lease/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), holder: z.string() });
const Output = z.object({ released: z.boolean() });

/** Frees the environment for the next workflow, where this execution holds it. */
export const handler = step(Input, Output, async ({ environment, holder }) => ({ released: await deleteLease(environment, holder) }));
