import type { BucketSettings, PublicAccessBlock, Versioning } from '../../services/s3/bucket-settings.ts';
import type { StatedRule } from '../../services/s3/lifecycle-rule.ts';
import { holderOf } from '../../services/s3/state.ts';
import type { Tag } from '../../services/s3/tag-set.ts';
import { tagList, tagMap, withChangedTags } from '../changed-tags.ts';
import { flag, inert, matching, number, oneOf, required, structure, structures, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

const oneClass = 'objects are of one storage class';
const nobodyElse = 'nobody without credentials of the account gets in';

/** What a template leaves out of a block is not blocked. */
const unblocked = { BlockPublicAcls: false, BlockPublicPolicy: false, IgnorePublicAcls: false, RestrictPublicBuckets: false };

const blocks = { BlockPublicAcls: flag, BlockPublicPolicy: flag, IgnorePublicAcls: flag, RestrictPublicBuckets: flag };

interface Properties {
  BucketName?: string;
  BucketEncryption?: { ServerSideEncryptionConfiguration?: { BucketKeyEnabled?: boolean; ServerSideEncryptionByDefault?: Encryption }[] };
  PublicAccessBlockConfiguration?: PublicAccessBlock;
  VersioningConfiguration?: { Status: Versioning };
  LifecycleConfiguration?: { Rules?: Rule[] };
  Tags?: Tag[];
}

interface Rule {
  Id?: string;
  Status: string;
  Prefix?: string;
  ExpirationInDays?: number;
  NoncurrentVersionExpiration?: { NoncurrentDays: number };
}

interface Encryption {
  SSEAlgorithm: string;
  KMSMasterKeyID?: string;
}

export const bucket: ResourceType = {
  type: 'AWS::S3::Bucket',
  fixed: ['BucketName'],
  attributes: ['Arn', 'DomainName', 'RegionalDomainName'],
  properties: {
    BucketName: matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
    AccessControl: inert(nobodyElse),
    BucketEncryption: structure({
      ServerSideEncryptionConfiguration: structures({
        BucketKeyEnabled: flag,
        ServerSideEncryptionByDefault: structure({ SSEAlgorithm: required(oneOf('AES256', 'aws:kms')), KMSMasterKeyID: text }),
      }),
    }),
    LifecycleConfiguration: structure({
      Rules: structures({
        Id: text,
        Status: required(oneOf('Enabled', 'Disabled')),
        Prefix: text,
        ExpirationInDays: number,
        NoncurrentVersionExpiration: structure({ NoncurrentDays: required(number) }),
        Transition: inert(oneClass),
        Transitions: inert(oneClass),
        NoncurrentVersionTransition: inert(oneClass),
        NoncurrentVersionTransitions: inert(oneClass),
        AbortIncompleteMultipartUpload: inert('what is left of an upload costs nothing'),
      }),
    }),
    OwnershipControls: inert(nobodyElse),
    PublicAccessBlockConfiguration: structure(blocks),
    VersioningConfiguration: structure({ Status: required(oneOf('Enabled', 'Suspended')) }),
    Tags: tags,
  },
  taken: { by: 'BucketName', isTaken: (name, place) => holderOf(place, name) !== undefined },
  create({ BucketName, Tags, ...properties }: Properties, { generatedName, place }) {
    const name = BucketName ?? generatedName(63).toLowerCase();
    const { arn } = place.s3.createBucket(name, settingsOf(properties), Tags);
    const regional = `${name}.s3.${place.region}.amazonaws.com`;
    return { physicalId: name, arn, attributes: { Arn: arn, DomainName: `${name}.s3.amazonaws.com`, RegionalDomainName: regional } };
  },
  update(properties, { physicalId, properties: before }, { place }) {
    // a block that is declared no more goes, and does not become that of a new bucket
    const unblocks = before.PublicAccessBlockConfiguration && { publicAccessBlock: null };
    const bucket = place.s3.bucket(physicalId);
    bucket.change({ ...unblocks, ...settingsOf(properties) });
    bucket.tags = tagList(withChangedTags(tagMap(bucket.tags), before.Tags, properties.Tags));
    return undefined;
  },
  delete({ physicalId, arn }, { s3, iam }) {
    s3.deleteBucket(physicalId);
    iam.resourcePolicies.forget(arn!);
  },
};

/** The rule that CloudFormation puts. */
function stated({ Id, Status, Prefix = '', ExpirationInDays, NoncurrentVersionExpiration }: Rule, index: number): StatedRule {
  return {
    ID: Id ?? `rule-${index}`,
    Status,
    Filter: { Prefix },
    ...(ExpirationInDays !== undefined && { Expiration: { Days: ExpirationInDays } }),
    ...(NoncurrentVersionExpiration && { NoncurrentVersionExpiration }),
  };
}

function settingsOf(properties: Properties): BucketSettings {
  const { BucketEncryption, VersioningConfiguration, LifecycleConfiguration, PublicAccessBlockConfiguration: blocked } = properties;
  const { ServerSideEncryptionByDefault: wanted, BucketKeyEnabled: bucketKey } =
    BucketEncryption?.ServerSideEncryptionConfiguration?.[0] ?? {};
  return {
    versioning: VersioningConfiguration?.Status,
    lifecycle: (LifecycleConfiguration?.Rules ?? []).map(stated),
    ...(wanted && { encryption: { algorithm: wanted.SSEAlgorithm, kmsKeyId: wanted.KMSMasterKeyID, bucketKey } }),
    ...(blocked && { publicAccessBlock: { ...unblocked, ...blocked } }),
  };
}
