import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { filterOf } from '../filter-pattern.ts';
import { page } from '../page.ts';
import { onStream } from '../resources.ts';
import type { LogsPlace } from '../state.ts';

interface FilterLogEventsInput {
  logGroupName?: string;
  logGroupIdentifier?: string;
  logStreamNames?: string[];
  logStreamNamePrefix?: string;
  /** Inclusive, both. */
  startTime?: number;
  endTime?: number;
  filterPattern?: string;
  nextToken?: string;
  limit?: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const filterLogEvents: Operation<FilterLogEventsInput, LogsPlace> = {
  ignores: ['interleaved', 'unmask'],
  resources: onStream,
  run(input, { place }) {
    const group = place.logs.group(input.logGroupName ?? input.logGroupIdentifier);
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY, logStreamNames, logStreamNamePrefix } = input;
    if (logStreamNames && logStreamNamePrefix !== undefined)
      throw new AwsError('InvalidParameterException', 'logStreamNames and logStreamNamePrefix cannot both be specified.');
    const matches = filterOf(input.filterPattern);
    const streams = [...group.streams.values()].filter(
      ({ name }) => (logStreamNames?.includes(name) ?? true) && name.startsWith(logStreamNamePrefix ?? ''),
    );
    const found = streams
      .flatMap((stream) => stream.between(startTime, endTime).map((event) => ({ logStreamName: stream.name, ...event })))
      .filter(({ message }) => matches(message))
      .toSorted((a, b) => a.timestamp - b.timestamp || (a.eventId < b.eventId ? -1 : 1));
    const { items, nextToken } = page(found, 'FilterLogEvents', input, 10_000);
    return { events: items, searchedLogStreams: [], nextToken };
  },
};
