import * as z from 'zod';
import { liveHsms, requireCluster } from '../core/cloudhsm/cluster.ts';
import { missingHsms } from '../core/cloudhsm/hsm-plan.ts';
import { Environment } from '../core/environment/environment.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: Environment });
const Output = z.object({
  clusterId: z.string(),
  create: z.array(z.object({ availabilityZone: z.string(), wanted: z.int() })),
  before: z.array(z.string()),
});

/** What is missing to the HSMs that the file asks for, by availability zone. */
export const handler = step(Input, Output, async ({ environment }) => {
  const cluster = await requireCluster(environment.name);
  const alive = liveHsms(cluster);
  return {
    clusterId: cluster.clusterId,
    create: missingHsms(Object.keys(cluster.subnetMapping), alive, environment.hsmCount),
    before: alive.map(({ hsmId }) => hsmId),
  };
});
