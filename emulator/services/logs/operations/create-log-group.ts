import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onStream } from '../resources.ts';
import type { LogsPlace } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup: Operation<{ logGroupName: string }, LogsPlace> = {
  refuses: ['kmsKeyId', 'tags', 'logGroupClass', 'deletionProtectionEnabled'],
  resources: onStream,
  run({ logGroupName }, { place }) {
    if (place.logs.groups.has(logGroupName)) throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
    place.logs.createGroup(logGroupName);
  },
};
