import type { Operation } from '../../../service/service.ts';
import { onStream } from '../resources.ts';
import type { LogsPlace } from '../state.ts';

/** With its events. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export const deleteLogStream: Operation<{ logGroupName: string; logStreamName: string }, LogsPlace> = {
  resources: onStream,
  run({ logGroupName, logStreamName }, { place }) {
    place.logs.group(logGroupName).streams.delete(place.logs.stream(logGroupName, logStreamName).name);
  },
};
