import { TagResourceCommand } from '@aws-sdk/client-cloudhsm-v2';
import { cloudhsm } from '../aws/cloudhsm.ts';
import type { Environment } from '../environment/environment.ts';
import type { Cluster } from './cluster.ts';
import { clusterTags } from './tags.ts';

/** Gives a cluster the tags of its environment, all at once: by those that say whose it is, our roles may give it any. */
export async function giveTags({ clusterId }: Cluster, environment: Environment): Promise<void> {
  const TagList = Object.entries(clusterTags(environment)).map(([Key, Value]) => ({ Key, Value }));
  await cloudhsm().send(new TagResourceCommand({ ResourceId: clusterId, TagList }));
}
