import { inert, matching, tags } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

const noImages = 'images are not stored here: the ECS state maps an image to a program of this machine';

export const repository: ResourceType = {
  type: 'AWS::ECR::Repository',
  fixed: ['RepositoryName'],
  attributes: ['Arn', 'RepositoryUri'],
  properties: {
    RepositoryName: matching(/^(?=.{2,256}$)([a-z0-9]+([._-][a-z0-9]+)*\/)*[a-z0-9]+([._-][a-z0-9]+)*$/),
    EmptyOnDelete: inert(noImages),
    EncryptionConfiguration: inert(noImages),
    ImageScanningConfiguration: inert(noImages),
    ImageTagMutability: inert(noImages),
    LifecyclePolicy: inert(noImages),
    RepositoryPolicyText: inert(noImages),
    Tags: tags,
  },
  taken: { by: 'RepositoryName', isTaken: (name, { ecr }) => ecr.repositories.has(name) },
  create({ RepositoryName }, { place, generatedName }) {
    const name = RepositoryName ?? generatedName(256).toLowerCase();
    const { arn, uri } = place.ecr.createRepository(name);
    return { physicalId: name, arn, attributes: { Arn: arn, RepositoryUri: uri } };
  },
  update() {
    return undefined; // only its name has an effect
  },
  delete({ physicalId }, { ecr }) {
    ecr.repositories.delete(physicalId);
  },
};
