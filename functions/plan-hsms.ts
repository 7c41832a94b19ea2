import * as z from 'zod';
import { liveHsms, requireCluster } from '../core/cloudhsm/cluster.ts';
import { planHsms } from '../core/cloudhsm/hsm-plan.ts';
import { recordWithFile } from '../core/record/file.ts';
import { holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, now: z.iso.datetime() });
const Output = z.object({
  clusterId: z.string(),
  create: z.array(z.object({ availabilityZone: z.string(), wanted: z.int() })),
});

/** What is missing to the HSMs that the file asks for, by availability zone. */
export const handler = step(Input, Output, async ({ environment: name, lease, now }) => {
  await holdLeaseAgain(lease, now);
  const { environment, clusterId } = await recordWithFile(name);
  const cluster = await requireCluster(name, clusterId);
  const zones = Object.keys(cluster.subnetMapping);
  const { create } = planHsms({ zones, alive: liveHsms(cluster), count: environment.hsmCount, zonesToKeep: environment.keyStore ? 2 : 0 });
  return { clusterId: cluster.clusterId, create };
});
