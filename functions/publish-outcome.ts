import * as z from 'zod';
import { Environment } from '../core/environment/environment.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { composeOutcome, KeyStoreProof, Outcome } from '../core/outcome.ts';
import { shortcomings } from '../core/shortcomings.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: Environment,
  execution: z.string(),
  clusterId: z.string(),
  keyStore: KeyStoreProof.nullable(),
  secrets: z.record(z.string(), z.string()),
  created: z.array(z.string()),
});
const Output = z.object({ outcome: Outcome, subject: z.string(), message: z.string() });

/** Reads what stands at the end, which may have failed since it was checked, and puts it into words, for the event, the notification and whoever started the workflow. */
export const handler = step(Input, Output, async (input) => {
  const outcome = await composeOutcome(input);
  const missing = shortcomings(outcome, input.environment);
  if (missing.length > 0) throw incomplete(input.environment.name, missing);
  const { cluster, keyStore } = outcome;
  const store = keyStore ? `, key store ${keyStore.id} ${keyStore.state}` : '';
  return {
    outcome,
    subject: `CloudHSM environment ${input.environment.name} is ready`,
    message: `Cluster ${cluster.id} is ${cluster.state} with ${cluster.hsms.length} HSMs${store}. Execution: ${input.execution}`,
  };
});

function incomplete(environment: string, missing: string[]): LifecycleError {
  return new LifecycleError('EnvironmentIncomplete', {
    doing: 'reading what stands',
    to: `environment ${environment}`,
    problem: missing.join('; '),
    remedy: 'start the workflow again: it brings up what is missing; an HSM that stays DEGRADED has to be deleted first',
  });
}
