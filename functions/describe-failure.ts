import * as z from 'zod';
import { setting } from '../core/aws/setting.ts';
import { findCluster } from '../core/cloudhsm/cluster.ts';
import { environmentCost } from '../core/pricing.ts';
import { standingHsms } from '../core/standing.ts';
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
    standing: z.object({ clusterId: z.string(), hsms: z.array(z.string()), perHour: z.number() }).nullable(),
  }),
  subject: z.string(),
  message: z.string(),
});

/** Puts a run that did not succeed into words, with what stands and is billed: nobody else tells people of it. */
export const handler = step(Input, Output, async ({ environment, execution, status, error: given, cause, now }) => {
  const error = given || status;
  const standing = environment === '' ? null : await readBilled(environment);
  const told = cause || `The execution ended ${status}. Remedy: ${afterEnd(execution)}`;
  const name = environment || 'without a name';
  return {
    detail: { environment: name, execution, error, cause: told, standing },
    subject: `CloudHSM environment ${name} failed: ${error}`.replace(/[^ -~]/g, '?').slice(0, 100),
    message: [told, billed(standing, now), ...(status === 'FAILED' ? [notRedriven] : []), `Execution: ${execution}`].join('\n\n'),
  };
});

/** It ends in a Fail state, which a redrive would only enter again. */
const notRedriven = 'A FAILED execution is not redriven: start the workflow again; it goes on from what stands.';

/** An aborted or timed out run can be redriven; it adopts what stands, as a new one does. */
function afterEnd(execution: string): string {
  return `\`aws stepfunctions redrive-execution --execution-arn ${execution}\`, or start the workflow again; it goes on from where it was`;
}

type Standing = z.output<typeof Output>['detail']['standing'];

async function readBilled(environment: string): Promise<Standing> {
  const cluster = await findCluster(environment);
  if (!cluster) return null;
  const hsms = standingHsms(cluster);
  const { perHour } = environmentCost(setting('AWS_REGION'), cluster.hsmType, hsms.length, 0);
  return { clusterId: cluster.clusterId, hsms: hsms.map(({ id }) => id), perHour };
}

function billed(standing: Standing, now: string): string {
  if (!standing || standing.hsms.length === 0) return 'No HSM of it stands.';
  const { clusterId, hsms, perHour } = standing;
  return `Standing and billed: ${hsms.length} HSMs of ${clusterId} (${hsms.join(', ')}), about USD ${perHour} an hour, as of ${now}.`;
}
