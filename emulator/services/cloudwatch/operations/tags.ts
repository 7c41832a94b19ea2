import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { Alarm } from '../alarm.ts';
import { type TagMember, withTags } from '../new-alarm.ts';
import type { CloudWatchPlace } from '../state.ts';

const resources = ({ ResourceARN }: { ResourceARN: string }) => [ResourceARN];

function alarmOf(place: CloudWatchPlace, arn: string): Alarm | undefined {
  return [...place.cloudwatch.alarms.all.values()].find(({ AlarmArn }) => AlarmArn === arn);
}

function tagged(place: CloudWatchPlace, arn: string): Alarm {
  const alarm = alarmOf(place, arn);
  if (!alarm) throw new AwsError('ResourceNotFoundException', `${arn} does not exist`, { status: 404 });
  return alarm;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<{ ResourceARN: string; Tags: TagMember[] }, CloudWatchPlace> = {
  resources,
  run({ ResourceARN, Tags }, { place }) {
    const alarm = tagged(place, ResourceARN);
    alarm.tags = withTags(alarm.tags, Tags);
  },
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<{ ResourceARN: string; TagKeys: string[] }, CloudWatchPlace> = {
  resources,
  run({ ResourceARN, TagKeys }, { place }) {
    const { tags } = tagged(place, ResourceARN);
    for (const key of TagKeys) tags.delete(key);
  },
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html; an alarm that is not there has none. */
export const listTagsForResource: Operation<{ ResourceARN: string }, CloudWatchPlace> = {
  resources,
  run({ ResourceARN }, { place }) {
    return { Tags: [...(alarmOf(place, ResourceARN)?.tags ?? [])].map(([Key, Value]) => ({ Key, Value })) };
  },
};
