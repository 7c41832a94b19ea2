import * as z from 'zod/mini';
import { requireActivated } from '../core/cloudhsm/activated.ts';
import { requireCluster } from '../core/cloudhsm/environment-cluster.ts';
import { liveHsms, NamedHsm } from '../core/cloudhsm/hsm.ts';
import { isNamed, planHsms } from '../core/cloudhsm/hsm-plan.ts';
import { hasAdmin } from '../core/cloudhsm/life.ts';
import { zonesRefused } from '../core/cloudhsm/zone-refusal.ts';
import { recordWithFile } from '../core/record/file.ts';
import { holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { refusedZones } from '../core/record/refused-zones.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  /** How many HSMs somebody has asked to scale to; without it none is removed. */
  hsms: z.nullish(z.int()),
  /** Where somebody wants them, by name or last letter; anywhere without it. */
  zones: z.nullish(z.array(z.string())),
  /** Provisioning keeps the order of things itself. */
  provisioning: z._default(z.boolean(), false),
  now: z.iso.datetime(),
});
const Output = z.object({
  clusterId: z.string(),
  /** come back: what was parked, as far as it is back, goes the way of provisioning: one HSM first, then users, others, key store. */
  next: z.enum(['scale', 'park', 'come back']),
  create: z.array(z.object({ availabilityZone: z.string(), wanted: z.int() })),
  remove: z.array(NamedHsm),
});

/** What is missing to the HSMs that the file asks for, by availability zone, but for zones that have refused one in this run; and what is too much. */
export const handler = step(Input, Output, async ({ environment: name, lease, hsms, zones: named, provisioning, now }) => {
  await holdLeaseAgain(lease, now);
  const { environment, clusterId, parking } = await recordWithFile(name);
  const cluster = await requireCluster(name, clusterId);
  const [refused, alive] = [await refusedZones(lease), liveHsms(cluster)];
  const zones = Object.keys(cluster.subnetMapping).filter((zone) => !refused.has(zone) && (!named || isNamed(zone, named)));
  const { keyStore, hsmCount: count } = environment;
  if (hsms === 0) return { clusterId: cluster.clusterId, next: 'park' as const, create: [], remove: [] };
  if (!provisioning) requireActivated(cluster, { doing: 'planning HSMs', whatFor: 'and CloudHSM takes no second HSM before' });
  const { create, remove } = planHsms({ zones, alive, count, zonesToKeep: keyStore ? 2 : 0, addresses: parking?.addresses });
  if (create.length === 0 && alive.length < count) throw zonesRefused(cluster, 'an HSM', refused);
  const used = new Set([...zones, ...alive.map(({ availabilityZone }) => availabilityZone)]);
  if (keyStore && used.size < 2) throw zonesRefused(cluster, 'the second of the two HSMs that KMS wants', refused);
  if (!provisioning && (parking || alive.length === 0) && hasAdmin(cluster) === 'yes') {
    return { clusterId: cluster.clusterId, next: 'come back' as const, create: [], remove: [] };
  }
  return { clusterId: cluster.clusterId, next: 'scale' as const, create, remove: hsms ? remove : [] };
});
