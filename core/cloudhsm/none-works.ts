import type { Environment } from '../environment/environment.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { activeHsms } from './active-hsms.ts';
import type { Cluster } from './cluster.ts';
import { liveHsms } from './hsm.ts';

/**
 * @param what what is done with an HSM, and why one is wanted for it
 * @throws LifecycleError LastHsmDegraded where all have failed, EnvironmentIncomplete where none is there
 */
export function requireWorkingHsm(
  cluster: Cluster,
  { name, hsmCount }: Pick<Environment, 'name' | 'hsmCount'>,
  { doing, whatFor }: { doing: string; whatFor: string },
): void {
  if (activeHsms(cluster).length > 0) return;
  if (haveAllFailed(cluster)) throw noneWorks(name, cluster, doing);
  throw new LifecycleError('EnvironmentIncomplete', {
    doing,
    to: cluster.clusterId,
    problem: `no HSM of it is ACTIVE, ${whatFor}`,
    remedy: `\`npx hsm scale ${name} --hsms ${hsmCount}\`, then start the workflow again`,
  });
}

/**
 * No HSM works that something could be done on, or backed up from; those that failed may hold what no backup has.
 *
 * @param doing what is not done for it
 * @param otherwise what else people can do
 */
export function noneWorks(environment: string, cluster: Cluster, doing: string, otherwise = ''): LifecycleError {
  const { clusterId } = cluster;
  const failed = liveHsms(cluster).map(({ hsmId }) => hsmId);
  return new LifecycleError('LastHsmDegraded', {
    doing,
    to: clusterId,
    problem: `no HSM of it is ACTIVE, and ${failed.join(', ')} may hold what no backup has`,
    remedy: `CloudHSM replaces an HSM that failed by itself in some minutes: start the workflow again then. Where it does not, have another made (${anotherHsm(cluster)}), which comes from the newest backup, without what was made since; when it is ACTIVE, \`npx hsm repair ${environment}\`, and start the workflow again${otherwise}`,
  });
}

/** Whether it has HSMs, and each of them has failed. */
export function haveAllFailed(cluster: Pick<Cluster, 'hsms'>): boolean {
  const alive = liveHsms(cluster);
  return alive.length > 0 && alive.every(({ state }) => state === 'DEGRADED');
}

/** Makes another HSM: in a zone that has none, where there is one. */
export function anotherHsm({ clusterId, hsms, subnetMapping }: Pick<Cluster, 'clusterId' | 'hsms' | 'subnetMapping'>): string {
  const free = (zone: string) => hsms.every(({ availabilityZone, state }) => availabilityZone !== zone || state === 'DELETED');
  const zones = Object.keys(subnetMapping).toSorted();
  return `\`aws cloudhsmv2 create-hsm --cluster-id ${clusterId} --availability-zone ${zones.find(free) ?? zones[0]}\``;
}
