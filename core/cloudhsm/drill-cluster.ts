import { setting } from '../aws/setting.ts';
import { type Cluster, listClusters } from './cluster.ts';
import { environmentTag, isOf, stageTag } from './tags.ts';

/** What makes a cluster an environment's drill's, for as long as the drill takes; it never carries the environment's own tag. */
export const drillTag = 'cloudhsm-lifecycle:drill';

/** Whether a cluster was restored by a drill of an environment, of this stage. */
export function isDrillOf({ tags }: Pick<Cluster, 'tags'>, environmentName: string): boolean {
  return tags[drillTag] === environmentName && tags[stageTag] === setting('STAGE') && !(environmentTag in tags);
}

export async function drillClusters(environmentName: string): Promise<Cluster[]> {
  return (await listClusters()).filter((cluster) => isDrillOf(cluster, environmentName));
}

/** What of an environment may be billed: its own clusters, and those of its drills. */
export async function standingClusters(environmentName: string): Promise<Cluster[]> {
  return (await listClusters()).filter((cluster) => isOf(cluster, environmentName) || isDrillOf(cluster, environmentName));
}
