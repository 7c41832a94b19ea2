import { tagMap, withChangedTags } from '../changed-tags.ts';
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
  create({ ClusterName, Tags }, { place, generatedName }) {
    const name = ClusterName ?? generatedName(255);
    const arn = place.ecs.createCluster(name, tagMap(Tags));
    return { physicalId: name, arn, attributes: { Arn: arn } };
  },
  update({ Tags }, { physicalId, properties: before }, { place }) {
    const changed = place.ecs.cluster(physicalId);
    changed.tags = withChangedTags(changed.tags, before.Tags, Tags);
    return undefined;
  },
  delete({ physicalId }, { ecs }) {
    const { clusterArn } = ecs.cluster(physicalId);
    const active = [...ecs.tasks.values()].some(({ shown }) => shown.clusterArn === clusterArn && shown.lastStatus !== 'STOPPED');
    if (active) throw new ResourceError('The Cluster cannot be deleted while Tasks are active.');
    ecs.clusters.delete(physicalId);
  },
};
