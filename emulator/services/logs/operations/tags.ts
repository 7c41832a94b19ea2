import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onStream } from '../resources.ts';
import type { LogGroup, LogsPlace } from '../state.ts';
import { checkTags } from '../tags.ts';

interface OnResource {
  resourceArn: string;
}

interface OnGroup {
  logGroupName: string;
}

type Tags = Record<string, string>;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<OnResource & { tags: Tags }, LogsPlace> = {
  resources: onResource,
  run: ({ resourceArn, tags }, { place }) => tag(byArn(place, resourceArn), tags),
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<OnResource & { tagKeys: string[] }, LogsPlace> = {
  resources: onResource,
  run: ({ resourceArn, tagKeys }, { place }) => untag(byArn(place, resourceArn), tagKeys),
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<OnResource, LogsPlace> = {
  resources: onResource,
  run: ({ resourceArn }, { place }) => ({ tags: byArn(place, resourceArn).tags }),
};

/** What TagResource has taken the place of. */
export const tagLogGroup: Operation<OnGroup & { tags: Tags }, LogsPlace> = {
  resources: onStream,
  run: ({ logGroupName, tags }, { place }) => tag(place.logs.group(logGroupName), tags),
};

/** What UntagResource has taken the place of. */
export const untagLogGroup: Operation<OnGroup & { tags: string[] }, LogsPlace> = {
  resources: onStream,
  run: ({ logGroupName, tags }, { place }) => untag(place.logs.group(logGroupName), tags),
};

/** What ListTagsForResource has taken the place of. */
export const listTagsLogGroup: Operation<OnGroup, LogsPlace> = {
  resources: onStream,
  run: ({ logGroupName }, { place }) => ({ tags: place.logs.group(logGroupName).tags }),
};

function onResource({ resourceArn }: OnResource): string[] {
  return [resourceArn];
}

/** @throws AwsError InvalidParameterException for what is no log group's ARN; ResourceNotFoundException */
function byArn(place: LogsPlace, arn: string): LogGroup {
  const prefix = place.arn('logs', 'log-group:');
  if (!arn.startsWith(prefix)) {
    const why = `resourceArn ${arn} of a tag: only log groups of this account and region have tags here; docs/api-coverage.md lists what is emulated`;
    throw new AwsError('InvalidParameterException', why);
  }
  return place.logs.group(arn);
}

function tag(group: LogGroup, tags: Tags): void {
  const all = { ...group.tags, ...tags };
  checkTags(all);
  group.tags = all;
}

function untag(group: LogGroup, keys: string[]): void {
  group.tags = Object.fromEntries(Object.entries(group.tags).filter(([key]) => !keys.includes(key)));
}
