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
export function checkQuotas({ hsmCount, cluster }: Environment, { clusters, own, changes }: Facts): Findings {
  const others = clusters.filter((cluster) => cluster !== own);
  const [clusterQuota, hsmQuota] = [Number(setting('CLUSTER_QUOTA')), Number(setting('HSM_QUOTA'))];
  const problems: Problem[] = [];
  if (!own && others.length >= clusterQuota) {
    const problem = `the region has ${others.length} clusters and its quota is ${clusterQuota}`;
    problems.push({ path: 'name', problem, remedy: raising('clusters', others.length + 1) });
  }
  const elsewhere = others.reduce((sum, cluster) => sum + liveHsms(cluster).length, 0);
  const givesWay = changes.replace === true && cluster?.sourceBackupId !== own?.sourceBackupId;
  // those that stand are within the real quota, whatever the stack knows of it: none has to be made
  const standing = own && !givesWay ? liveHsms(own).length : 0;
  if (hsmCount > standing && elsewhere + hsmCount > hsmQuota) {
    const asked = hsmCount === 1 ? '1 HSM' : `${hsmCount} HSMs`;
    const problem = `${asked} beside the ${elsewhere} of other clusters would be over the region's quota of ${hsmQuota}`;
    problems.push({ path: 'hsmCount', problem, remedy: raising('hsms', elsewhere + hsmCount) });
  }
  return refused(...problems);
}
