import { document, inert, oneOf, required, structure, structures, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

const nothingExpires = 'objects stay for as long as the local AWS runs';
const nobodyElse = 'nobody without credentials of the account gets in';

interface Properties {
  BucketName?: string;
  BucketEncryption?: { ServerSideEncryptionConfiguration?: { ServerSideEncryptionByDefault?: Encryption }[] };
  VersioningConfiguration?: { Status?: string };
}

interface Encryption {
  SSEAlgorithm: string;
  KMSMasterKeyID?: string;
}

export const bucket: ResourceType = {
  type: 'AWS::S3::Bucket',
  attributes: ['Arn', 'DomainName', 'RegionalDomainName'],
  properties: {
    BucketName: text,
    AccessControl: inert(nobodyElse),
    BucketEncryption: structure({
      ServerSideEncryptionConfiguration: structures({
        BucketKeyEnabled: inert('it only saves calls of KMS'),
        ServerSideEncryptionByDefault: structure({ SSEAlgorithm: required(oneOf('AES256', 'aws:kms')), KMSMasterKeyID: text }),
      }),
    }),
    LifecycleConfiguration: inert(nothingExpires),
    OwnershipControls: inert(nobodyElse),
    PublicAccessBlockConfiguration: inert(nobodyElse),
    VersioningConfiguration: structure({ Status: required(oneOf('Enabled', 'Suspended')) }),
    Tags: tags,
  },
  create({ BucketName, BucketEncryption, VersioningConfiguration }: Properties, { generatedName, place }) {
    const name = BucketName ?? generatedName(63).toLowerCase();
    const wanted = BucketEncryption?.ServerSideEncryptionConfiguration?.[0]?.ServerSideEncryptionByDefault;
    const { arn } = place.s3.createBucket(name, {
      versioned: VersioningConfiguration?.Status === 'Enabled',
      ...(wanted && { encryption: { algorithm: wanted.SSEAlgorithm, kmsKeyId: wanted.KMSMasterKeyID } }),
    });
    const regional = `${name}.s3.${place.region}.amazonaws.com`;
    return { physicalId: name, arn, attributes: { Arn: arn, DomainName: `${name}.s3.amazonaws.com`, RegionalDomainName: regional } };
  },
};

export const bucketPolicy: ResourceType = {
  type: 'AWS::S3::BucketPolicy',
  attributes: [],
  properties: { Bucket: required(text), PolicyDocument: required(document) },
  create({ Bucket, PolicyDocument }, { place, generatedName }) {
    place.iam.resourcePolicies.put(place.s3.bucket(Bucket).arn, 'Policy', PolicyDocument);
    return { physicalId: generatedName(128) };
  },
};
