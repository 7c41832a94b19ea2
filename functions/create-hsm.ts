import { CreateHsmCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod/mini';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { type Cluster, getCluster, listClusters } from '../core/cloudhsm/cluster.ts';
import { requireBackupToComeBackFrom } from '../core/cloudhsm/coming-back.ts';
import { type Hsm, liveHsms } from '../core/cloudhsm/hsm.ts';
import { quotaRefusal } from '../core/cloudhsm/quotas.ts';
import { whenSettled } from '../core/cloudhsm/when-settled.ts';
import { zoneRefusal, zonesRefused } from '../core/cloudhsm/zone-refusal.ts';
import { createOnce } from '../core/record/create-once.ts';
import { hsmCountOnRecord } from '../core/record/hsm-count.ts';
import { Lease, leaseItem } from '../core/record/lease.ts';
import { readParking } from '../core/record/parking.ts';
import { noteRefusedZone, refusedZones } from '../core/record/refused-zones.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  clusterId: z.string(),
  lease: Lease,
  /** Zones that are counted together; the first that takes HSMs is created in. */
  availabilityZones: z.array(z.string()).check(z.minLength(1)),
  /** How many HSMs shall be alive in these zones. */
  wanted: z.int().check(z.minimum(1)),
  /** At which HSMs come back in the zone; where the environment was parked, without it. */
  addresses: z.optional(z.array(z.string())),
  now: z.iso.datetime(),
});
const Output = z.object({
  /** Whether the only zone takes no HSM: it is on record, and the HSMs are to be planned anew. */
  refused: z.boolean(),
});

/** Brings the HSMs of a zone up to what is wanted. Where CloudHSM makes none in the zone, another of them takes its place. */
export const handler = step(Input, Output, async ({ clusterId, lease, availabilityZones, wanted, addresses: given, now }) => {
  const refused = await refusedZones(lease);
  // a drill's HSM leaves the addresses to those that come back
  const addresses = leaseItem(lease) === 'lease' ? ((await readParking(lease.environment))?.addresses ?? {}) : {};
  const addressesIn = (zone: string) => given ?? addresses[zone] ?? [];
  const whereTheyStood = availabilityZones.toSorted((a, b) => Number(b in addresses) - Number(a in addresses));
  for (const zone of whereTheyStood.filter((one) => !refused.has(one))) {
    try {
      await createIn(zone, addressesIn(zone), { clusterId, lease, availabilityZones, wanted, now });
      return { refused: false };
    } catch (error) {
      const why = zoneRefusal(error);
      if (why === undefined) throw error;
      await noteRefusedZone(lease, zone, why);
      refused.set(zone, why);
    }
  }
  if (availabilityZones.length === 1) return { refused: true };
  throw zonesRefused(await getCluster(clusterId), 'an HSM', refused);
});

/** CreateHsm has no client token, so live HSMs are counted before each create. */
async function createIn(
  zone: string,
  addresses: string[],
  { clusterId, lease, availabilityZones, wanted, now }: Omit<z.output<typeof Input>, 'environment' | 'addresses'>,
) {
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
      create: () => create(zone, addresses, clusterId, lease.environment, doing),
      see: find,
      ids: (found) => found.map(({ hsmId }) => hsmId),
      known: () => standing.map(({ hsmId }) => hsmId),
      what: `HSM ${count} in ${zone}`,
      lease,
      now,
      describing: { doing, to: clusterId },
    });
  }
}

async function create(zone: string, addresses: string[], ClusterId: string, environment: string, doing: string): Promise<unknown> {
  const cluster = await getCluster(ClusterId);
  await requireBackupToComeBackFrom(cluster, doing);
  const free = addresses.find((address) => !liveHsms(cluster).some(({ ip }) => ip === address));
  const ask = (address?: string) => {
    const command = new CreateHsmCommand({ ClusterId, AvailabilityZone: zone, ...(address && { IpAddress: address }) });
    return whenSettled(cluster, doing, () => cloudhsm().send(command));
  };
  try {
    // somebody else may have the address by now
    return await (free ? ask(free).catch((error) => (isInvalid(error) ? ask() : Promise.reject(error))) : ask());
  } catch (error) {
    throw (await quotaRefusal(error, 'hsms', () => neededHsms(environment, ClusterId), { doing, to: ClusterId })) ?? error;
  }
}

function isInvalid(error: unknown): boolean {
  return (error as Error).name === 'CloudHsmInvalidRequestException';
}

/** So many HSMs the account needs in the region, for other clusters and for what the file asks for. */
async function neededHsms(environment: string, clusterId: string): Promise<number> {
  const others = (await listClusters()).filter((cluster) => cluster.clusterId !== clusterId);
  return others.reduce((sum, cluster) => sum + liveHsms(cluster).length, 0) + (await hsmCountOnRecord(environment));
}
