import { onEc2 } from '../ec2/asks.ts';
import { typeOf } from '../ec2/resource-types.ts';
import type { TaggingPlace } from './needs.ts';

/** A resource, by its ARN, and its tags by key. */
export interface TaggedResource {
  arn: string;
  tags: ReadonlyMap<string, string>;
}

/**
 * All resources of an account and region that have tags, or had some before they were taken off. IAM's policies are in us-east-1; its roles
 * are told nowhere, as the API reference has it ("Services that support the Resource Groups Tagging API").
 */
export async function taggedResources(place: TaggingPlace): Promise<TaggedResource[]> {
  const held = [...(await Promise.all(Object.values(holders).map((holder) => holder(place))))].flat();
  return held.filter(({ arn, tags }) => tags.size > 0 || place.onceTagged.has(arn));
}

type Holder = (place: TaggingPlace) => TaggedResource[] | Promise<TaggedResource[]>;

const holders: Record<string, Holder> = {
  cloudhsm: (place) => {
    const there = <T extends { state: string }>(all: ReadonlyMap<string, T>) =>
      [...all.values()].filter(({ state }) => state !== 'DELETED');
    return [
      ...there(place.cloudhsmv2.clusters).map(({ clusterId, tags }) => ({ arn: place.arn('cloudhsm', `cluster/${clusterId}`), tags })),
      ...there(place.cloudhsmv2.backups).map(({ backupId, tags }) => ({ arn: place.arn('cloudhsm', `backup/${backupId}`), tags })),
    ];
  },
  kms: ({ kms }) => [...kms.keys.values()],
  'acm-pca': ({ acmPca }) => [...acmPca.authorities.values()],
  secretsmanager: ({ secretsManager }) => [...secretsManager.secrets.values()].map(({ arn, tags = new Map() }) => ({ arn, tags })),
  ssm: ({ ssm }) => [...ssm.parameters.keys()].map((name) => ({ arn: ssm.parameterArn(name), tags: byKey(ssm.parameterTags.get(name)) })),
  lambda: ({ lambda }) => [...lambda.functions.values()].map(({ arn, tags }) => ({ arn, tags: byKey(tags) })),
  states: ({ states, iam }) =>
    [...states.machines.keys(), ...states.activities.all.map(({ arn }) => arn)].map((arn) => ({
      arn,
      tags: iam.templateTags.get(arn) ?? new Map(),
    })),
  logs: (place) =>
    [...place.logs.groups.values()].map(({ name, tags }) => ({ arn: place.arn('logs', `log-group:${name}`), tags: byKey(tags) })),
  cloudwatch: ({ cloudwatch }) => [...cloudwatch.alarms.all.values()].map(({ AlarmArn, tags }) => ({ arn: AlarmArn, tags })),
  events: ({ events }) =>
    events.buses.all
      .flatMap(({ arn, rules }) => [arn, ...[...rules.values()].map((rule) => rule.arn)])
      .map((arn) => ({ arn, tags: events.tags.of(arn) })),
  sqs: ({ sqs }) => [...sqs.queues.values()].map(({ arn, tags }) => ({ arn, tags: byKey(tags) })),
  sns: ({ sns }) => [...sns.topics.values()].map(({ arn, tags }) => ({ arn, tags: byKey(tags) })),
  s3: ({ s3 }) =>
    [...s3.buckets.values()].map(({ arn, tags }) => ({ arn, tags: new Map(tags.map(({ Key, Value }) => [Key, Value] as const)) })),
  dynamodb: async ({ dynamodb }) => (await dynamodb.tagsOfTables()).map(([arn, tags]) => ({ arn, tags })),
  ecs: ({ ecs }) => [
    ...[...ecs.clusters.values()].map(({ clusterArn, tags }) => ({ arn: clusterArn, tags: byKey(tags) })),
    ...ecs.taskDefinitions.map(({ taskDefinitionArn: arn }) => ({ arn, tags: byKey(ecs.taskDefinitionTags.get(arn)) })),
    ...[...ecs.tasks].map(([arn, { shown }]) => ({ arn, tags: new Map(shown.tags.map(({ key, value }) => [key, value] as const)) })),
  ],
  ec2: (place) => [...place.ec2.tags.entries()].map(([id, tags]) => ({ arn: onEc2(place, typeOf(id) ?? '*', id), tags })),
  cloudformation: ({ cloudformation }) =>
    cloudformation
      .all()
      .filter(({ deletedAt }) => !deletedAt)
      .map(({ id, settings }) => ({ arn: id, tags: new Map(settings.tags.map(({ Key, Value }) => [Key, Value] as const)) })),
  iam: ({ iam, region }) => (region === homeOfIam ? iam.managedPolicies.all() : []),
};

/** Where the resources of IAM are, which has no regions. */
export const homeOfIam = 'us-east-1';

function byKey(tags: Record<string, string> = {}): Map<string, string> {
  return new Map(Object.entries(tags));
}
