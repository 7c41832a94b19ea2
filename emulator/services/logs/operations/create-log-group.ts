import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onStream } from '../resources.ts';
import type { LogsPlace } from '../state.ts';
import { checkTags } from '../tags.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup: Operation<{ logGroupName: string; tags?: Record<string, string> }, LogsPlace> = {
  refuses: ['kmsKeyId', 'logGroupClass', 'deletionProtectionEnabled'],
  resources: onStream,
  run({ logGroupName, tags = {} }, { place }) {
    checkTags(tags);
    if (place.logs.groups.has(logGroupName)) throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
    place.logs.createGroup(logGroupName).tags = tags;
  },
};
