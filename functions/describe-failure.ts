import * as z from 'zod/mini';
import { setting } from '../core/aws/setting.ts';
import { toldHere } from '../core/commands-here.ts';
import { failureKind } from '../core/errors/failure-kinds.ts';
import { type Billed, billedOf, billedWords, saysWhatIsBilled } from '../core/failures/billed.ts';
import { countFailure } from '../core/failures/failure-metric.ts';
import { bringingBack, readLeftStanding } from '../core/failures/left-standing.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  execution: z.string(),
  status: z.string(),
  error: z.string(),
  cause: z.string(),
  now: z.iso.datetime(),
});
const Output = z.object({
  detail: z.object({
    environment: z.string(),
    execution: z.string(),
    error: z.string(),
    cause: z.string(),
    standing: z.nullable(z.object({ clusterId: z.string(), hsms: z.array(z.string()), perHour: z.number() })),
  }),
  subject: z.string(),
  message: z.string(),
});

/** Puts a run that did not succeed into words, with what stands and is billed: nobody else tells people of it. */
export const handler = step(Input, Output, async ({ environment, execution, status, error: given, cause, now }) => {
  const error = given || status;
  countFailure(failureKind(given, status), setting('STAGE'), now);
  const { clusters, keyStore } = await readLeftStanding(environment);
  const standing = clusters.map(billedOf);
  const told = toldHere(cause || `The execution ended ${status}. Remedy: ${afterEnd(execution)}`);
  const name = environment || 'without a name';
  const billed = saysWhatIsBilled(told) ? [] : [standingWords(standing, now)];
  // the cause of one that failed says it
  const store = keyStore && status !== 'FAILED' ? [toldHere([keyStore.words, ...bringingBack(keyStore)].join('; '))] : [];
  return {
    detail: { environment: name, execution, error, cause: told, standing: together(standing) },
    subject: `CloudHSM environment ${name} failed: ${error}`.replace(/[^ -~]/g, '?').slice(0, 100),
    message: [told, ...billed, ...store, ...(status === 'FAILED' ? [notRedriven] : []), `Execution: ${execution}`].join('\n\n'),
  };
});

/** It ends in a Fail state, which a redrive would only enter again. */
const notRedriven = 'A FAILED execution is not redriven: start the workflow again; it goes on from what stands.';

/** An aborted or timed out run can be redriven; it adopts what stands, as a new one does. */
function afterEnd(execution: string): string {
  return `\`aws stepfunctions redrive-execution --execution-arn ${execution}\`, or start the workflow again; it goes on from where it was`;
}

/** An environment has one cluster; of several, by a mishap, all HSMs are told. */
function together(standing: Billed[]): z.output<typeof Output>['detail']['standing'] {
  if (standing.length === 0) return null;
  return {
    clusterId: standing.map(({ clusterId }) => clusterId).join(', '),
    hsms: standing.flatMap(({ hsms }) => hsms),
    perHour: standing.reduce((sum, { perHour }) => sum + perHour, 0),
  };
}

function standingWords(standing: Billed[], now: string): string {
  const words = billedWords(standing);
  return words ? `${words}, as of ${now}.` : 'No HSM of it stands.';
}
