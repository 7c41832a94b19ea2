import * as z from 'zod';
import { boundedCause } from '../core/errors/lifecycle-error.ts';
import { explainFailure } from '../core/failures/explain-failure.ts';
import { uncutCause } from '../core/failures/uncut-cause.ts';
import { createdBy } from '../core/record/create-notes.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  failure: z.object({ Error: z.string().optional(), Cause: z.string().optional() }).describe('What the state machine caught.'),
  lease: z.object({ environment: z.string(), holder: z.string() }),
});
const Output = z.object({
  error: z.string(),
  cause: z.string(),
  created: z.array(z.string()).describe('Ids of what the run had created when it failed.'),
});

/** Turns what a state machine caught, from a function, a task or a child run, into the error and the cause that it fails with. */
export const handler = step(Input, Output, async ({ failure, lease }) => {
  const { Error: error = 'States.Unknown', Cause: cause = '' } = failure;
  const explained = explainFailure(error, await uncutCause(cause));
  return { error: explained.error, cause: boundedCause(explained.cause), created: lease.environment === '' ? [] : await createdBy(lease) };
});
