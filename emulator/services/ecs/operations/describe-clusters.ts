import type { Operation } from '../../../service/service.ts';
import { onClusters } from '../resources.ts';
import type { EcsPlace } from '../state.ts';
import { tagList } from '../tag-list.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html */
export const describeClusters: Operation<{ clusters?: string[]; include?: string[] }, EcsPlace> = {
  resources: onClusters,
  run({ clusters = ['default'], include = [] }, { place }) {
    const names = clusters.map((reference) => reference.split('/').at(-1)!);
    const tasks = [...place.ecs.tasks.values()].map(({ shown }) => shown);
    const count = (clusterArn: string, ...statuses: string[]) =>
      tasks.filter((task) => task.clusterArn === clusterArn && statuses.includes(task.lastStatus)).length;
    return {
      clusters: names.flatMap((name) => {
        const cluster = place.ecs.clusters.get(name);
        if (!cluster) return [];
        const { clusterArn } = cluster;
        return {
          ...cluster,
          status: 'ACTIVE',
          registeredContainerInstancesCount: 0,
          runningTasksCount: count(clusterArn, 'RUNNING'),
          pendingTasksCount: count(clusterArn, 'PROVISIONING', 'PENDING'),
          activeServicesCount: 0,
          statistics: [],
          tags: include.includes('TAGS') ? tagList(cluster.tags) : [],
          settings: [],
          capacityProviders: [],
          defaultCapacityProviderStrategy: [],
        };
      }),
      failures: names
        .filter((name) => !place.ecs.clusters.has(name))
        .map((name) => ({ arn: place.arn('ecs', `cluster/${name}`), reason: 'MISSING' })),
    };
  },
};
