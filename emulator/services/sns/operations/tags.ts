import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkTopicArn } from '../arn.ts';
import { invalidParameter } from '../refusals.ts';
import type { SnsPlace } from '../state.ts';
import type { Topic } from '../topic.ts';

interface OnResource {
  ResourceArn: string;
}

function onResource({ ResourceArn }: OnResource, place: SnsPlace): string[] {
  checkTopicArn('ResourceArn', ResourceArn, place.region);
  return [ResourceArn];
}

/** @throws AwsError ResourceNotFoundException, InvalidParameterException */
export const tagResource: Operation<OnResource & { Tags: { Key: string; Value: string }[] }, SnsPlace> = {
  resources: onResource,
  run({ ResourceArn, Tags }, { place }) {
    const topic = tagged(place, ResourceArn);
    if (new Set(Tags.map(({ Key }) => Key)).size < Tags.length) throw invalidParameter('Duplicated keys are not allowed.');
    for (const { Key, Value } of Tags) topic.tags[Key] = Value;
    return {};
  },
};

/** @throws AwsError ResourceNotFoundException */
export const untagResource: Operation<OnResource & { TagKeys: string[] }, SnsPlace> = {
  resources: onResource,
  run({ ResourceArn, TagKeys }, { place }) {
    const topic = tagged(place, ResourceArn);
    topic.tags = Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !TagKeys.includes(key)));
    return {};
  },
};

/** @throws AwsError ResourceNotFoundException */
export const listTagsForResource: Operation<OnResource, SnsPlace> = {
  resources: onResource,
  run({ ResourceArn }, { place }) {
    return { Tags: Object.entries(tagged(place, ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })) };
  },
};

function tagged({ sns }: SnsPlace, arn: string): Topic {
  const topic = sns.topics.get(arn);
  if (!topic) throw new AwsError('ResourceNotFoundException', 'Resource does not exist', { status: 404 });
  return topic;
}
