import { CreateHsmCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { type Cluster, getCluster, type Hsm, liveHsms } from '../core/cloudhsm/cluster.ts';
import { whenSettled } from '../core/cloudhsm/when-settled.ts';
import { createOnce } from '../core/record/create-once.ts';
import { Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  clusterId: z.string(),
  lease: Lease,
  availabilityZones: z.array(z.string()).min(1).describe('Zones that are counted together; the first is created in.'),
  wanted: z.int().min(1).describe('How many HSMs shall be alive in these zones.'),
  now: z.iso.datetime(),
});
const Output = z.object({});

/** Brings the HSMs of a zone up to what is wanted. CreateHsm has no client token, so live HSMs are counted before each create. */
export const handler = step(Input, Output, async ({ clusterId, lease, availabilityZones, wanted, now }) => {
  const [zone = ''] = availabilityZones;
  const doing = `creating an HSM in ${zone}`;
  const alive = (cluster: Cluster) => liveHsms(cluster).filter(({ availabilityZone }) => availabilityZones.includes(availabilityZone));
  let standing: Hsm[] = [];
  for (let count = 1; count <= wanted; count++) {
    const find = async () => {
      standing = alive(await getCluster(clusterId));
      return standing.length >= count ? standing : undefined;
    };
    await createOnce({
      find,
      create: async () => {
        const create = new CreateHsmCommand({ ClusterId: clusterId, AvailabilityZone: zone });
        return whenSettled(await getCluster(clusterId), doing, () => cloudhsm().send(create));
      },
      see: find,
      ids: (found) => found.map(({ hsmId }) => hsmId),
      known: () => standing.map(({ hsmId }) => hsmId),
      what: `HSM ${count} in ${zone}`,
      lease,
      now,
      describing: { doing, to: clusterId },
    });
  }
  return {};
});
