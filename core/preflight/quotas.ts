import { setting } from '../aws/setting.ts';
import { liveHsms } from '../cloudhsm/hsm.ts';
import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import type { Facts } from './facts.ts';
import { type Findings, refused } from './findings.ts';

const remedy = 'ask Service Quotas for more and say so in the parameters ClusterQuota and HsmQuota, or delete what is not in use';

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
    problems.push({ path: 'name', problem: `the region has ${others.length} clusters and its quota is ${clusterQuota}`, remedy });
  }
  const elsewhere = others.reduce((sum, cluster) => sum + liveHsms(cluster).length, 0);
  if (elsewhere + environment.hsmCount > hsmQuota) {
    const problem = `${environment.hsmCount} HSMs beside the ${elsewhere} of other clusters are over the region's quota of ${hsmQuota}`;
    problems.push({ path: 'hsmCount', problem, remedy });
  }
  return refused(...problems);
}
