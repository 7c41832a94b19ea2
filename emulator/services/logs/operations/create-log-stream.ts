import { AwsError } from '../../../kernel/aws-error.ts';
import type { Call } from '../../../service/service.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export function createLogStream(input: { logGroupName: string; logStreamName: string }, { world }: Call): void {
  if (world.logs.group(input.logGroupName).streams.has(input.logStreamName))
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
  world.logs.createStream(input.logGroupName, input.logStreamName);
}
