import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onStream } from '../resources.ts';
import type { LogsPlace } from '../state.ts';

interface GetLogEventsInput {
  logGroupName?: string;
  logGroupIdentifier?: string;
  logStreamName: string;
  /** Inclusive. */
  startTime?: number;
  /** Exclusive. */
  endTime?: number;
  nextToken?: string;
  limit?: number;
  startFromHead?: boolean;
}

/**
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html. At the end of a stream the token of
 * the request comes back.
 */
export const getLogEvents: Operation<GetLogEventsInput, LogsPlace> = {
  ignores: ['unmask'],
  resources: onStream,
  run(input, { place }) {
    const stream = place.logs.stream(input.logGroupName ?? input.logGroupIdentifier, input.logStreamName);
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = 10_000, nextToken } = input;
    const events = stream.between(startTime, endTime - 1);
    const [, direction, position] = /^([fb])\/(\d+)$/.exec(nextToken ?? (input.startFromHead ? 'f/0' : `b/${events.length}`)) ?? [];
    if (direction === undefined) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
    const at = Math.min(Number(position), events.length);
    const [from, to] = direction === 'f' ? [at, Math.min(at + limit, events.length)] : [Math.max(at - limit, 0), at];
    return {
      events: events.slice(from, to).map(({ timestamp, ingestionTime, message }) => ({ timestamp, ingestionTime, message })),
      nextForwardToken: `f/${to}`,
      nextBackwardToken: `b/${from}`,
    };
  },
};
