import * as z from 'zod';
import { explainFailure } from '../core/failures/explain-failure.ts';
import { step } from '../core/step.ts';

const Input = z.object({ Error: z.string().optional(), Cause: z.string().optional() });
const Output = z.object({ error: z.string(), cause: z.string() });

/** Turns what a state machine caught, from a function, a task or a child run, into the error and the cause that it fails with. */
export const handler = step(Input, Output, async ({ Error: error = 'States.Unknown', Cause: cause = '' }) => explainFailure(error, cause));
