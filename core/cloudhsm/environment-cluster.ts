import { lateAnswer } from '../errors/late.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { type Cluster, listClusters, seeCluster } from './cluster.ts';
import { deletionCommands } from './deletion-commands.ts';
import { environmentTag, hasLostTags, isOf, lostTags } from './tags.ts';

/**
 * The environment's cluster.
 *
 * @param onRecord the id under which the record knows it: then it is missed only for a while
 * @throws LifecycleError ClusterMissing where there is none, ClusterAmbiguous where there are several
 */
export async function requireCluster(environmentName: string, onRecord: string | undefined): Promise<Cluster> {
  const found = await findCluster(environmentName);
  if (found) return found;
  const to = `environment ${environmentName}`;
  if (onRecord) {
    const untagged = await seeUntagged(environmentName, onRecord);
    if (untagged) {
      const { problem, remedy } = lostTags(untagged, environmentName);
      const details = { doing: 'reading the cluster', to, problem, remedy: `${remedy} and start the workflow again` };
      throw new LifecycleError('ClusterMissing', details);
    }
    const problem = `the record knows its cluster as ${onRecord}, and CloudHSM does not show it`;
    const remedy = `start the workflow again; if the cluster is gone for good, \`npx hsm restore ${environmentName}\` brings it back from a backup, and provisioning creates a new and empty one`;
    throw lateAnswer({ doing: 'reading the cluster', to, problem, remedy });
  }
  throw new LifecycleError('ClusterMissing', {
    doing: 'reading the cluster',
    to,
    problem: 'it has no cluster in this account and region',
    remedy: `where it has had one, \`npx hsm restore ${environmentName}\` brings it back from a backup, with its keys and users; else provision the environment: that finds its cluster, or creates a new and empty one`,
  });
}

/**
 * The environment's cluster, known by the tag that CreateCluster writes; undefined where there is none.
 *
 * @throws LifecycleError ClusterAmbiguous where there is more than one
 */
export async function findCluster(environmentName: string): Promise<Cluster | undefined> {
  const found = (await listClusters()).filter((cluster) => isOf(cluster, environmentName));
  if (found.length <= 1) return found[0];
  const partings = found.map(
    (cluster) =>
      `${cluster.clusterId}: \`aws cloudhsmv2 untag-resource --resource-id ${cluster.clusterId} --tag-key-list ${environmentTag}\`, and where it holds no keys ${deletionCommands(cluster)}`,
  );
  throw new LifecycleError('ClusterAmbiguous', {
    doing: 'finding the cluster',
    to: `environment ${environmentName}`,
    problem: `${found.length} clusters carry its tag ${environmentTag}: ${found.map(({ clusterId }) => clusterId).join(', ')}`,
    remedy: `take the tag off the one that is not in use, delete it, and start the workflow again (${partings.join('; ')})`,
  });
}

/** The environment's cluster for a look that changes nothing: also where it has lost its tags. */
export async function lookForCluster(environmentName: string, onRecord: string | undefined): Promise<Cluster | undefined> {
  return (await findCluster(environmentName)) ?? seeUntagged(environmentName, onRecord);
}

/** The cluster that the record knows as an environment's, where it stands and has lost its tags. */
export async function seeUntagged(environmentName: string, onRecord: string | undefined): Promise<Cluster | undefined> {
  const standing = onRecord ? await seeCluster(onRecord) : undefined;
  return standing && hasLostTags(standing, environmentName) ? standing : undefined;
}
