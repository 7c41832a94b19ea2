import { inert, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

const noImages = 'images are not stored here: the ECS state maps an image to a program of this machine';

export const repository: ResourceType = {
  type: 'AWS::ECR::Repository',
  attributes: ['Arn', 'RepositoryUri'],
  properties: {
    RepositoryName: text,
    EmptyOnDelete: inert(noImages),
    EncryptionConfiguration: inert(noImages),
    ImageScanningConfiguration: inert(noImages),
    ImageTagMutability: inert(noImages),
    LifecyclePolicy: inert(noImages),
    RepositoryPolicyText: inert(noImages),
    Tags: tags,
  },
  create({ RepositoryName }, { world, generatedName }) {
    const name = RepositoryName ?? generatedName(256).toLowerCase();
    const arn = world.arn('ecr', `repository/${name}`);
    const uri = `${world.accountId}.dkr.ecr.${world.region}.amazonaws.com/${name}`;
    return { physicalId: name, arn, attributes: { Arn: arn, RepositoryUri: uri } };
  },
};
