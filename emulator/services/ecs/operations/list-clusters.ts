import type { Call } from '../../../service/service.ts';
import { page } from '../page.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html */
export function listClusters(input: { maxResults?: number; nextToken?: string }, { world }: Call): unknown {
  const { items, nextToken } = page([...world.ecs.clusters.values()], 'ListClusters', input);
  return { clusterArns: items.map(({ clusterArn }) => clusterArn), nextToken };
}
