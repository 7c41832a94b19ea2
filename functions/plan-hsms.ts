import * as z from 'zod/mini';
import { requireCluster } from '../core/cloudhsm/cluster.ts';
import { liveHsms } from '../core/cloudhsm/hsm.ts';
import { planHsms } from '../core/cloudhsm/hsm-plan.ts';
import { zonesRefused } from '../core/cloudhsm/zone-refusal.ts';
import { recordWithFile } from '../core/record/file.ts';
import { holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { refusedZones } from '../core/record/refused-zones.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, now: z.iso.datetime() });
const Output = z.object({
  clusterId: z.string(),
  create: z.array(z.object({ availabilityZone: z.string(), wanted: z.int() })),
});

/** What is missing to the HSMs that the file asks for, by availability zone, but for zones that have refused one in this run. */
export const handler = step(Input, Output, async ({ environment: name, lease, now }) => {
  await holdLeaseAgain(lease, now);
  const { environment, clusterId } = await recordWithFile(name);
  const cluster = await requireCluster(name, clusterId);
  const [refused, alive] = [await refusedZones(lease), liveHsms(cluster)];
  const zones = Object.keys(cluster.subnetMapping).filter((zone) => !refused.has(zone));
  const { keyStore, hsmCount: count } = environment;
  const { create } = planHsms({ zones, alive, count, zonesToKeep: keyStore ? 2 : 0 });
  if (create.length === 0 && alive.length < count) throw zonesRefused(cluster, 'an HSM', refused);
  const used = new Set([...zones, ...alive.map(({ availabilityZone }) => availabilityZone)]);
  if (keyStore && used.size < 2) throw zonesRefused(cluster, 'the second of the two HSMs that KMS wants', refused);
  return { clusterId: cluster.clusterId, create };
});
