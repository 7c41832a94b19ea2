import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onGroup } from '../resources.ts';
import type { LogsPlace } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteMetricFilter.html */
export const deleteMetricFilter: Operation<{ logGroupName: string; filterName: string }, LogsPlace> = {
  resources: onGroup,
  run({ logGroupName, filterName }, { place }) {
    if (!place.logs.group(logGroupName).filters.delete(filterName))
      throw new AwsError('ResourceNotFoundException', 'The specified metric filter does not exist.');
  },
};
