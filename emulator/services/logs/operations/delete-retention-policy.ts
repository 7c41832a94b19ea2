import type { Operation } from '../../../service/service.ts';
import { onGroup } from '../resources.ts';
import type { LogsPlace } from '../state.ts';

/** From here on events stay. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export const deleteRetentionPolicy: Operation<{ logGroupName: string }, LogsPlace> = {
  resources: onGroup,
  run({ logGroupName }, { place }) {
    place.logs.group(logGroupName).retentionDays = undefined;
  },
};
