import type { Tag } from '@aws-sdk/client-cloudhsm-v2';
import { setting } from '../aws/setting.ts';

/** Written with CreateCluster itself: what makes a cluster ours, and whose. */
export const environmentTag = 'cloudhsm-lifecycle:environment';
/** Its value on a cluster that somebody has taken away from its environment. */
export const ofNobody = 'none';
/** Written with it: each stage of the deployment has environments of its own. */
export const stageTag = 'cloudhsm-lifecycle:stage';
/** The execution that created the cluster: only that one may remove it. */
export const executionTag = 'cloudhsm-lifecycle:execution';

/** Of an environment file: whose tags they are, and which. */
interface Tagging {
  name: string;
  tags?: Record<string, string> | undefined;
}

/** What an environment's cluster carries: the tags of its file, and ours, by which it is found. */
export function clusterTags({ name, tags }: Tagging): Record<string, string> {
  return { ...tags, [environmentTag]: name, [stageTag]: setting('STAGE') };
}

/** The tags that a cluster is to carry and does not, or with another value. */
export function tagsToGive(cluster: Tagged, environment: Tagging): [string, string][] {
  return Object.entries(clusterTags(environment)).filter(([key, value]) => cluster.tags[key] !== value);
}

/** Keys of tags that its environment's file does not name: other people's, or a file's of before. They stay. */
export function othersTags(cluster: Tagged, environment: Tagging): string[] {
  const own = clusterTags(environment);
  return Object.keys(cluster.tags).filter((key) => !(key in own) && key !== executionTag && !key.startsWith('aws:'));
}

/** The environment of a stage whose tags these are; null where they name none. */
export function environmentIn(tags: Record<string, string>, stage: string): string | null {
  return tags[stageTag] === stage ? (tags[environmentTag] ?? null) : null;
}

/** A cluster or a backup, by its tags. */
interface Tagged {
  tags: Record<string, string>;
}

/** Whether a cluster or a backup is an environment's, of this stage. */
export function isOf({ tags }: Tagged, environmentName: string): boolean {
  return tags[environmentTag] === environmentName && tags[stageTag] === setting('STAGE');
}

/** Whether a cluster that the record knows as an environment's says no more whose it is: somebody has taken its tags off, or one of them. */
export function hasLostTags({ tags }: Tagged, environmentName: string): boolean {
  const owner = tags[environmentTag];
  return owner === undefined || (owner === environmentName && tags[stageTag] === undefined);
}

/** What is said of such a cluster: it is billed like any other, and neither may another be made in its place nor may it be taken to be gone. */
export function lostTags(
  { clusterId }: { clusterId: string },
  environmentName: string,
  stage = setting('STAGE'),
): { problem: string; remedy: string } {
  const tags = `Key=${environmentTag},Value=${environmentName} Key=${stageTag},Value=${stage}`;
  return {
    problem: `the record knows its cluster as ${clusterId}, which stands without the tags that say so`,
    remedy: `give them back (\`aws cloudhsmv2 tag-resource --resource-id ${clusterId} --tag-list ${tags}\`)`,
  };
}

/** Tags as the API lists them, by their keys. */
export function toTags(list: Tag[] = []): Record<string, string> {
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}
