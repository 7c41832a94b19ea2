import type { Call } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { EcsPlace } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html */
export function listClusters(input: { maxResults?: number; nextToken?: string }, { place }: Call<EcsPlace>): unknown {
  const { items, nextToken } = page([...place.ecs.clusters.values()], 'ListClusters', input);
  return { clusterArns: items.map(({ clusterArn }) => clusterArn), nextToken };
}
