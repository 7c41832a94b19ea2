import { AwsError } from '../../../kernel/aws-error.ts';
import type { Call } from '../../../service/service.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function createLogGroup({ logGroupName }: { logGroupName: string }, { world }: Call): void {
  if (world.logs.groups.has(logGroupName)) throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
  world.logs.createGroup(logGroupName);
}
