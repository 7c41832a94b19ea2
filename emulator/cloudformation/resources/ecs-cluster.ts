import { inert, matching, tags } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

export const cluster: ResourceType = {
  type: 'AWS::ECS::Cluster',
  fixed: ['ClusterName'],
  attributes: ['Arn'],
  properties: {
    ClusterName: matching(/^[a-zA-Z0-9_-]{1,255}$/),
    CapacityProviders: inert('every task is a process of this machine'),
    DefaultCapacityProviderStrategy: inert('every task is a process of this machine'),
    ClusterSettings: inert('there are no container insights'),
    Tags: tags,
  },
  taken: { by: 'ClusterName', isTaken: (name, { ecs }) => ecs.clusters.has(name) },
  create({ ClusterName }, { place, generatedName }) {
    const name = ClusterName ?? generatedName(255);
    const arn = place.ecs.createCluster(name);
    return { physicalId: name, arn, attributes: { Arn: arn } };
  },
  update() {
    return undefined; // only its name has an effect
  },
  delete({ physicalId }, { ecs }) {
    const { clusterArn } = ecs.cluster(physicalId);
    const active = [...ecs.tasks.values()].some(({ shown }) => shown.clusterArn === clusterArn && shown.lastStatus !== 'STOPPED');
    if (active) throw new ResourceError('The Cluster cannot be deleted while Tasks are active.');
    ecs.clusters.delete(physicalId);
  },
};
