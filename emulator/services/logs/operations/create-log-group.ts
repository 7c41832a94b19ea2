import { AwsError } from '../../../kernel/aws-error.ts';
import type { Call } from '../../../service/service.ts';
import type { LogsPlace } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function createLogGroup({ logGroupName }: { logGroupName: string }, { place }: Call<LogsPlace>): void {
  if (place.logs.groups.has(logGroupName)) throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
  place.logs.createGroup(logGroupName);
}
