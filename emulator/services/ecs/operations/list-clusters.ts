import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { EcsPlace } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html */
export const listClusters: Operation<{ maxResults?: number; nextToken?: string }, EcsPlace> = {
  run(input, { place }) {
    const { items, nextToken } = page([...place.ecs.clusters.values()], 'ListClusters', input);
    return { clusterArns: items.map(({ clusterArn }) => clusterArn), nextToken };
  },
};
