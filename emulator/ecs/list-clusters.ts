import type { Call } from '../api/service.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html; in one page. */
export function listClusters(_input: object, { world }: Call): unknown {
  return { clusterArns: [...world.ecs.clusters.values()].map(({ clusterArn }) => clusterArn) };
}
