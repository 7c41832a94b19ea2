import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onStream } from '../resources.ts';
import type { LogsPlace } from '../state.ts';

interface PutLogEventsInput {
  logGroupName: string;
  logStreamName: string;
  logEvents: { timestamp: number; message: string }[];
}

const largestBatch = 1_048_576;
const bytesPerEvent = 26;
const newestMilliseconds = 2 * 3600_000;
const oldestMilliseconds = 14 * 24 * 3600_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html; a sequence token is still given, and no longer asked for. */
export const putLogEvents: Operation<PutLogEventsInput, LogsPlace> = {
  refuses: ['entity'],
  ignores: ['sequenceToken'],
  resources: onStream,
  run(input, { place }) {
    const group = place.logs.group(input.logGroupName);
    const stream = place.logs.stream(input.logGroupName, input.logStreamName);
    const { logEvents } = input;
    const bytes = logEvents.reduce((sum, { message }) => sum + Buffer.byteLength(message) + bytesPerEvent, 0);
    if (bytes > largestBatch)
      throw new AwsError('InvalidParameterException', `Upload too large: ${bytes} bytes exceeds limit of ${largestBatch}`);
    if (logEvents.some(({ timestamp }, index) => index > 0 && timestamp < logEvents[index - 1]!.timestamp)) {
      throw new AwsError('InvalidParameterException', 'Log events in a single PutLogEvents request must be in chronological order.');
    }
    const now = place.clock.now();
    const tooOld = logEvents.findLastIndex(({ timestamp }) => timestamp < now - oldestMilliseconds);
    const tooNew = logEvents.findIndex(({ timestamp }) => timestamp > now + newestMilliseconds);
    const accepted = logEvents.slice(tooOld + 1, tooNew === -1 ? undefined : tooNew);
    for (const { timestamp, message } of accepted) place.logs.add(group, stream, timestamp, message);
    const nextSequenceToken = place.random.text(56, '0123456789', 'sequence-token', input.logGroupName, stream.name, stream.length);
    if (accepted.length === logEvents.length) return { nextSequenceToken };
    return {
      nextSequenceToken,
      rejectedLogEventsInfo: {
        tooOldLogEventEndIndex: tooOld === -1 ? undefined : tooOld + 1,
        tooNewLogEventStartIndex: tooNew === -1 ? undefined : tooNew,
      },
    };
  },
};
