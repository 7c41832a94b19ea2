import { CreateHsmCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { getCluster, liveHsms } from '../core/cloudhsm/cluster.ts';
import { createOnce } from '../core/create-once.ts';
import { Lease } from '../core/lease/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  clusterId: z.string(),
  lease: Lease,
  availabilityZones: z.array(z.string()).min(1).describe('Zones that are counted together; the first is created in.'),
  wanted: z.int().min(1).describe('How many HSMs shall be alive in these zones.'),
  before: z.array(z.string()).describe('The HSMs that were alive before this workflow created any.'),
  now: z.iso.datetime(),
});
const Output = z.object({ created: z.array(z.string()) });

/** Brings the HSMs of a zone up to what is wanted. CreateHsm has no client token, so live HSMs are counted before each create. */
export const handler = step(Input, Output, async ({ clusterId, lease, availabilityZones, wanted, before, now }) => {
  const [zone = ''] = availabilityZones;
  const alive = async () =>
    liveHsms(await getCluster(clusterId)).filter(({ availabilityZone }) => availabilityZones.includes(availabilityZone));
  let hsms = await alive();
  for (let count = hsms.length + 1; count <= wanted; count++) {
    const find = async () => {
      const found = await alive();
      return found.length >= count ? found : undefined;
    };
    hsms = await createOnce({
      find,
      create: () => cloudhsm().send(new CreateHsmCommand({ ClusterId: clusterId, AvailabilityZone: zone })),
      see: find,
      what: `HSM ${count} in ${zone}`,
      lease,
      now,
      describing: { doing: `creating an HSM in ${zone}`, to: clusterId },
    });
  }
  return { created: hsms.map(({ hsmId }) => hsmId).filter((id) => !before.includes(id)) };
});
