import { setting } from '../aws/setting.ts';
import { liveHsms } from '../cloudhsm/hsm.ts';
import { raising } from '../cloudhsm/quotas.ts';
import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import type { Facts } from './facts.ts';
import { type Findings, refused } from './findings.ts';

/**
 * Clusters and HSMs are counted by region. What an account may have stands in the stack's parameters.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/limits.html
 */
export function checkQuotas(environment: Environment, { clusters, own }: Facts): Findings {
  const others = clusters.filter((cluster) => cluster !== own);
  const [clusterQuota, hsmQuota] = [Number(setting('CLUSTER_QUOTA')), Number(setting('HSM_QUOTA'))];
  const problems: Problem[] = [];
  if (!own && others.length >= clusterQuota) {
    const problem = `the region has ${others.length} clusters and its quota is ${clusterQuota}`;
    problems.push({ path: 'name', problem, remedy: raising('clusters', others.length + 1) });
  }
  const elsewhere = others.reduce((sum, cluster) => sum + liveHsms(cluster).length, 0);
  if (elsewhere + environment.hsmCount > hsmQuota) {
    const asked = environment.hsmCount === 1 ? '1 HSM' : `${environment.hsmCount} HSMs`;
    const problem = `${asked} beside the ${elsewhere} of other clusters would be over the region's quota of ${hsmQuota}`;
    problems.push({ path: 'hsmCount', problem, remedy: raising('hsms', elsewhere + environment.hsmCount) });
  }
  return refused(...problems);
}
