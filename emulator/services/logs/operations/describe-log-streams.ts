import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { onStream } from '../resources.ts';
import type { LogsPlace } from '../state.ts';

interface DescribeLogStreamsInput {
  logGroupName?: string;
  logGroupIdentifier?: string;
  logStreamNamePrefix?: string;
  orderBy?: 'LogStreamName' | 'LastEventTime';
  descending?: boolean;
  nextToken?: string;
  limit?: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const describeLogStreams: Operation<DescribeLogStreamsInput, LogsPlace> = {
  resources: onStream,
  run(input, { place }) {
    if (input.logGroupName !== undefined && input.logGroupIdentifier !== undefined)
      throw new AwsError('ValidationException', 'LogGroup name and LogGroup ARN are mutually exclusive parameters.');
    if (input.orderBy === 'LastEventTime' && input.logStreamNamePrefix !== undefined)
      throw new AwsError('InvalidParameterException', 'Cannot order by LastEventTime with a logStreamNamePrefix.');
    const group = place.logs.group(input.logGroupName ?? input.logGroupIdentifier);
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    const streams = [...group.streams.values()].filter(({ name }) => name.startsWith(input.logStreamNamePrefix ?? '')).toSorted(byName);
    if (input.orderBy === 'LastEventTime') streams.sort((a, b) => (a.last?.timestamp ?? 0) - (b.last?.timestamp ?? 0));
    if (input.descending) streams.reverse();
    const { items, nextToken } = page(streams, 'DescribeLogStreams', input);
    const logStreams = items.map(({ name, createdAt, firstAt, last }) => ({
      logStreamName: name,
      creationTime: createdAt,
      firstEventTimestamp: firstAt,
      lastEventTimestamp: last?.timestamp,
      lastIngestionTime: last?.ingestionTime,
      arn: `${place.logs.arn(group)}:log-stream:${name}`,
      storedBytes: 0,
    }));
    return { logStreams, nextToken };
  },
};
