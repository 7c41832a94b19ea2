import { inert, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const cluster: ResourceType = {
  type: 'AWS::ECS::Cluster',
  attributes: ['Arn'],
  properties: {
    ClusterName: text,
    CapacityProviders: inert('every task is a process of this machine'),
    DefaultCapacityProviderStrategy: inert('every task is a process of this machine'),
    ClusterSettings: inert('there are no container insights'),
    Tags: tags,
  },
  create({ ClusterName }, { place, generatedName }) {
    const name = ClusterName ?? generatedName(255);
    const arn = place.ecs.createCluster(name);
    return { physicalId: name, arn, attributes: { Arn: arn } };
  },
};
