import type { TaggingPlace } from './needs.ts';

/** A request of the service that has a resource. */
interface TagRequest {
  /** By its model; `dynamodb` has none. */
  service: string;
  operation: string;
  input: object;
}

type Tags = Record<string, string>;

/** Tags to add, or keys to take off. */
export type TagChange = { tags: Tags } | { keys: string[] };

/** How a service is asked to change the tags of what it has. */
interface Changes {
  /** What of an ARN is taken, the groups of which name the resource. */
  resource: RegExp;
  service: string;
  tag(tags: Tags, arn: string, named: string[], place: TaggingPlace): Omit<TagRequest, 'service'>;
  untag(keys: string[], arn: string, named: string[], place: TaggingPlace): Omit<TagRequest, 'service'>;
}

const upper = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
const lower = (tags: Tags) => Object.entries(tags).map(([key, value]) => ({ key, value }));
const keysAlone = (keys: string[]) => keys.map((Key) => ({ Key }));

/** Of services whose operations are called TagResource and UntagResource. */
function named(
  service: string,
  resource: RegExp,
  tag: (tags: Tags, arn: string) => object,
  untag: (keys: string[], arn: string) => object,
) {
  return {
    service,
    resource,
    tag: (tags: Tags, arn: string) => ({ operation: 'TagResource', input: tag(tags, arn) }),
    untag: (keys: string[], arn: string) => ({ operation: 'UntagResource', input: untag(keys, arn) }),
  };
}

const changes: Changes[] = [
  {
    service: 'cloudhsmv2',
    resource: /^cloudhsm:(?:cluster|backup)\/(.+)$/,
    tag: (tags, _, [ResourceId]) => ({ operation: 'TagResource', input: { ResourceId, TagList: upper(tags) } }),
    untag: (TagKeyList, _, [ResourceId]) => ({ operation: 'UntagResource', input: { ResourceId, TagKeyList } }),
  },
  named(
    'kms',
    /^kms:key\/.+$/,
    (tags, KeyId) => ({ KeyId, Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) }),
    (TagKeys, KeyId) => ({ KeyId, TagKeys }),
  ),
  {
    service: 'acm-pca',
    resource: /^acm-pca:certificate-authority\/.+$/,
    tag: (tags, CertificateAuthorityArn) => ({
      operation: 'TagCertificateAuthority',
      input: { CertificateAuthorityArn, Tags: upper(tags) },
    }),
    untag: (keys, CertificateAuthorityArn) => ({
      operation: 'UntagCertificateAuthority',
      input: { CertificateAuthorityArn, Tags: keysAlone(keys) },
    }),
  },
  named(
    'secretsmanager',
    /^secretsmanager:secret:.+$/,
    (tags, SecretId) => ({ SecretId, Tags: upper(tags) }),
    (TagKeys, SecretId) => ({ SecretId, TagKeys }),
  ),
  {
    service: 'ssm',
    resource: /^ssm:parameter\/.+$/,
    tag: (tags, arn, _, place) => ({ operation: 'AddTagsToResource', input: { ...parameter(place, arn), Tags: upper(tags) } }),
    untag: (TagKeys, arn, _, place) => ({ operation: 'RemoveTagsFromResource', input: { ...parameter(place, arn), TagKeys } }),
  },
  named(
    'lambda',
    /^lambda:function:.+$/,
    (Tags, Resource) => ({ Resource, Tags }),
    (TagKeys, Resource) => ({ Resource, TagKeys }),
  ),
  named(
    'stepfunctions',
    /^states:(?:stateMachine|activity):.+$/,
    (tags, resourceArn) => ({ resourceArn, tags: lower(tags) }),
    (tagKeys, resourceArn) => ({ resourceArn, tagKeys }),
  ),
  named(
    'logs',
    /^logs:log-group:.+$/,
    (tags, resourceArn) => ({ resourceArn, tags }),
    (tagKeys, resourceArn) => ({ resourceArn, tagKeys }),
  ),
  named(
    'cloudwatch',
    /^cloudwatch:alarm:.+$/,
    (tags, ResourceARN) => ({ ResourceARN, Tags: upper(tags) }),
    (TagKeys, ResourceARN) => ({ ResourceARN, TagKeys }),
  ),
  named(
    'events',
    /^events:(?:rule|event-bus)\/.+$/,
    (tags, ResourceARN) => ({ ResourceARN, Tags: upper(tags) }),
    (TagKeys, ResourceARN) => ({ ResourceARN, TagKeys }),
  ),
  {
    service: 'sqs',
    resource: /^sqs:([^:]+)$/,
    tag: (Tags, _, [name], place) => ({ operation: 'TagQueue', input: { QueueUrl: queueUrl(place, name!), Tags } }),
    untag: (TagKeys, _, [name], place) => ({ operation: 'UntagQueue', input: { QueueUrl: queueUrl(place, name!), TagKeys } }),
  },
  named(
    'sns',
    /^sns:[^:]+$/,
    (tags, ResourceArn) => ({ ResourceArn, Tags: upper(tags) }),
    (TagKeys, ResourceArn) => ({ ResourceArn, TagKeys }),
  ),
  named(
    'dynamodb',
    /^dynamodb:table\/[^/]+$/,
    (tags, ResourceArn) => ({ ResourceArn, Tags: upper(tags) }),
    (TagKeys, ResourceArn) => ({ ResourceArn, TagKeys }),
  ),
  named(
    'ecs',
    /^ecs:(?:cluster|task-definition|task)\/.+$/,
    (tags, resourceArn) => ({ resourceArn, tags: lower(tags) }),
    (tagKeys, resourceArn) => ({ resourceArn, tagKeys }),
  ),
  {
    service: 'ec2',
    resource: /^ec2:[\w-]+\/(.+)$/,
    tag: (tags, _, Resources) => ({ operation: 'CreateTags', input: { Resources, Tags: upper(tags) } }),
    untag: (keys, _, Resources) => ({ operation: 'DeleteTags', input: { Resources, Tags: keysAlone(keys) } }),
  },
  {
    service: 'iam',
    resource: /^iam:role\/(?:.+\/)?(.+)$/,
    tag: (tags, _, [RoleName]) => ({ operation: 'TagRole', input: { RoleName, Tags: upper(tags) } }),
    untag: (TagKeys, _, [RoleName]) => ({ operation: 'UntagRole', input: { RoleName, TagKeys } }),
  },
  {
    service: 'iam',
    resource: /^iam:policy\/.+$/,
    tag: (tags, PolicyArn) => ({ operation: 'TagPolicy', input: { PolicyArn, Tags: upper(tags) } }),
    untag: (TagKeys, PolicyArn) => ({ operation: 'UntagPolicy', input: { PolicyArn, TagKeys } }),
  },
];

/** The request that changes the tags of a resource; undefined for one of a kind that has none here. */
export function tagRequest(place: TaggingPlace, arn: string, change: TagChange): TagRequest | undefined {
  const found = changesOf(arn);
  if (!found) return undefined;
  const { service, named } = found;
  const request = 'tags' in change ? found.tag(change.tags, arn, named, place) : found.untag(change.keys, arn, named, place);
  return { service, ...request };
}

function changesOf(arn: string): (Changes & { named: string[] }) | undefined {
  const [, , service, , , ...resource] = arn.split(':');
  for (const one of changes) {
    const match = one.resource.exec(`${service}:${resource.join(':')}`);
    if (match) return { ...one, named: match.slice(1) };
  }
  return undefined;
}

/** A parameter's ARN leaves out the slash before a name: whichever of the two names is there is meant. */
function parameter({ ssm }: TaggingPlace, arn: string): { ResourceType: string; ResourceId: string } {
  const name = arn.split(':parameter/')[1]!;
  return { ResourceType: 'Parameter', ResourceId: ssm.parameters.has(`/${name}`) ? `/${name}` : name };
}

function queueUrl({ url, accountId }: TaggingPlace, name: string): string {
  return `${url}/${accountId}/${name}`;
}
