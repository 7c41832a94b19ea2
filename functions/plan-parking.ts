import * as z from 'zod/mini';
import type { Cluster } from '../core/cloudhsm/cluster.ts';
import { deleteHsmCommands } from '../core/cloudhsm/deletion-commands.ts';
import { requireCluster } from '../core/cloudhsm/environment-cluster.ts';
import { liveHsms, NamedHsm } from '../core/cloudhsm/hsm.ts';
import { clusterBusy, hasAdmin, isPassing, requireLife } from '../core/cloudhsm/life.ts';
import { haveAllFailed, noneWorks } from '../core/cloudhsm/none-works.ts';
import { groupedBy } from '../core/grouped-by.ts';
import { readRecord } from '../core/record/file.ts';
import { holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { rememberAddresses } from '../core/record/parking.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, now: z.iso.datetime() });
const Output = z.object({
  clusterId: z.string(),
  /** The HSM that goes first, and alone: CloudHSM backs the cluster up from it. At most one. */
  first: z.array(NamedHsm),
  others: z.array(NamedHsm),
  /** From when the backup has to be that it is parked with, ISO 8601; null where any counts. */
  since: z.nullable(z.iso.datetime()),
  /** Whether it may hold anything: CloudHSM makes no backup of a cluster that was never activated, and none is needed. */
  holdsUsers: z.boolean(),
});

/** Which HSMs go, one of them first. Where they stand is put on record before, so that they can come back there. */
export const handler = step(Input, Output, async ({ environment, lease, now }) => {
  await holdLeaseAgain(lease, now);
  const { clusterId, parking } = await readRecord(environment);
  const cluster = await requireCluster(environment, clusterId);
  requireLife(cluster);
  if (isPassing(cluster)) throw clusterBusy(cluster, 'planning what goes');
  const alive = liveHsms(cluster);
  // CloudHSM backs up from an HSM that works
  if (haveAllFailed(cluster) && hasAdmin(cluster) !== 'no')
    throw noneWorks(environment, cluster, 'planning what goes', deletedByPeople(cluster));
  const placed = groupedBy(
    alive.filter(({ ip }) => ip !== ''),
    ({ availabilityZone }) => availabilityZone,
  );
  const standing = Object.fromEntries([...placed].map(([zone, hsms]) => [zone, hsms.map(({ ip }) => ip)]));
  const before = parking?.since ?? null;
  if (alive.length > 0) await rememberAddresses(environment, standing, now);
  // a backup is made from an HSM that works
  const inOrder = alive
    .toSorted((a, b) => Number(b.state === 'ACTIVE') - Number(a.state === 'ACTIVE'))
    .map(({ hsmId, eniId }) => ({ hsmId, eniId }));
  return {
    clusterId: cluster.clusterId,
    first: inOrder.slice(0, 1),
    others: inOrder.slice(1),
    since: before,
    holdsUsers: hasAdmin(cluster) !== 'no',
  };
});

function deletedByPeople(cluster: Cluster): string {
  const commands = deleteHsmCommands(cluster).map((command) => `\`${command}\``);
  return `; where nothing is needed that no backup has, delete them (${commands.join(', ')}), and start the workflow again: it goes on without them`;
}
