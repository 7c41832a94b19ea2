import { AwsError } from '../../../kernel/aws-error.ts';
import type { Call } from '../../../service/service.ts';
import type { LogsPlace } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export function createLogStream(input: { logGroupName: string; logStreamName: string }, { place }: Call<LogsPlace>): void {
  if (place.logs.group(input.logGroupName).streams.has(input.logStreamName))
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
  place.logs.createStream(input.logGroupName, input.logStreamName);
}
