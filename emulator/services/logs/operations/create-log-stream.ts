import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onStream } from '../resources.ts';
import type { LogsPlace } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const createLogStream: Operation<{ logGroupName: string; logStreamName: string }, LogsPlace> = {
  resources: onStream,
  run(input, { place }) {
    if (place.logs.group(input.logGroupName).streams.has(input.logStreamName))
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
    place.logs.createStream(input.logGroupName, input.logStreamName);
  },
};
