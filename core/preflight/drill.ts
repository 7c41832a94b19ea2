import { setting } from '../aws/setting.ts';
import { isDrillOf } from '../cloudhsm/drill-cluster.ts';
import { liveHsms } from '../cloudhsm/hsm.ts';
import { raising } from '../cloudhsm/quotas.ts';
import type { Environment } from '../environment/environment.ts';
import type { Facts } from './facts.ts';
import { type Findings, refused } from './findings.ts';

/**
 * A drill has a cluster and an HSM of its own, beside everything that stands. One that an earlier drill has left goes first.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/limits.html
 */
export function checkDrillQuotas({ name }: Environment, { clusters }: Facts): Findings {
  const others = clusters.filter((cluster) => !isDrillOf(cluster, name));
  const hsms = others.reduce((sum, cluster) => sum + liveHsms(cluster).length, 0);
  const problems = [];
  if (others.length >= Number(setting('CLUSTER_QUOTA'))) {
    const problem = `a drill restores into a cluster of its own; the region has ${others.length} and its quota is ${setting('CLUSTER_QUOTA')}`;
    problems.push({ path: 'name', problem, remedy: raising('clusters', others.length + 1) });
  }
  if (hsms >= Number(setting('HSM_QUOTA'))) {
    const problem = `a drill has an HSM of its own; the region has ${hsms} and its quota is ${setting('HSM_QUOTA')}`;
    problems.push({ path: 'hsmCount', problem, remedy: raising('hsms', hsms + 1) });
  }
  return refused(...problems);
}
