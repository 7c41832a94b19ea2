import type { Operation } from '../../../service/service.ts';
import { onStream } from '../resources.ts';
import type { LogsPlace } from '../state.ts';

/** With its streams and filters. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export const deleteLogGroup: Operation<{ logGroupName: string }, LogsPlace> = {
  resources: onStream,
  run({ logGroupName }, { place }) {
    place.logs.groups.delete(place.logs.group(logGroupName).name);
  },
};
