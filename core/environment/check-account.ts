import { setting } from '../aws/setting.ts';
import { certificateAuthorityOf } from '../certificate-authority/named-authority.ts';
import { activeHsms, type Cluster, isOf, listClusters, liveHsms } from '../cloudhsm/cluster.ts';
import { findKeyStore } from '../key-store/key-store.ts';
import type { Problem } from './check-environment.ts';
import { networkProblems } from './check-network.ts';
import type { Environment } from './environment.ts';

/** What only AWS knows of an environment: everything that would fail later, found before anything is created. */
export async function accountProblems(environment: Environment, now: string): Promise<Problem[]> {
  const clusters = await listClusters();
  const own = clusters.find((cluster) => isOf(cluster, environment.name));
  const found = await Promise.all([
    certificateAuthorityOf(environment).problems(own?.certificates.cluster ? undefined : now),
    networkProblems(environment),
    quotaProblems(environment, clusters, own),
    keyStoreProblems(environment, own),
  ]);
  return found.flat();
}

function quotaProblems(environment: Environment, clusters: Cluster[], own: Cluster | undefined): Problem[] {
  const others = clusters.filter((cluster) => cluster !== own);
  const [clusterQuota, hsmQuota] = [Number(setting('CLUSTER_QUOTA')), Number(setting('HSM_QUOTA'))];
  const remedy = 'ask Service Quotas for more and say so in the parameters ClusterQuota and HsmQuota, or delete what is not in use';
  const problems: Problem[] = [];
  if (!own && others.length >= clusterQuota) {
    problems.push({ path: 'name', problem: `the region has ${others.length} clusters and its quota is ${clusterQuota}`, remedy });
  }
  const elsewhere = others.reduce((sum, cluster) => sum + liveHsms(cluster).length, 0);
  if (elsewhere + environment.hsmCount > hsmQuota) {
    const problem = `${environment.hsmCount} HSMs beside the ${elsewhere} of other clusters are over the region's quota of ${hsmQuota}`;
    problems.push({ path: 'hsmCount', problem, remedy });
  }
  if (own && activeHsms(own).length > environment.hsmCount) {
    const problem = `the cluster has ${activeHsms(own).length} active HSMs already`;
    problems.push({ path: 'hsmCount', problem, remedy: 'provisioning removes no HSM: ask for as many or more' });
  }
  return problems;
}

async function keyStoreProblems({ keyStore }: Environment, own: Cluster | undefined): Promise<Problem[]> {
  if (!keyStore) return [];
  const taken = await findKeyStore(keyStore.name);
  if (!taken) return [];
  if (taken.clusterId === own?.clusterId) return [];
  const problem = `${taken.keyStoreId} has the name ${keyStore.name} already, over ${taken.clusterId}`;
  return [{ path: 'keyStore.name', problem, remedy: 'choose another name: it is unique in an account and region' }];
}
