import { inert, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

const nothingStored = 'the bucket of the deployment holds nothing here: the zips lie in a folder';

export const bucket: ResourceType = {
  type: 'AWS::S3::Bucket',
  attributes: ['Arn'],
  properties: {
    BucketName: text,
    AccessControl: inert(nothingStored),
    BucketEncryption: inert(nothingStored),
    LifecycleConfiguration: inert(nothingStored),
    OwnershipControls: inert(nothingStored),
    PublicAccessBlockConfiguration: inert(nothingStored),
    VersioningConfiguration: inert(nothingStored),
    Tags: tags,
  },
  create({ BucketName }, { generatedName, place }) {
    const name = BucketName ?? generatedName(63).toLowerCase();
    const arn = `arn:${place.partition}:s3:::${name}`;
    return { physicalId: name, arn, attributes: { Arn: arn } };
  },
};

export const bucketPolicy: ResourceType = {
  type: 'AWS::S3::BucketPolicy',
  attributes: [],
  properties: { Bucket: inert(nothingStored), PolicyDocument: inert(nothingStored) },
  create: (_, { generatedName }) => ({ physicalId: generatedName(128) }),
};
