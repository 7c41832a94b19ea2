import type { Service } from '../../service/service.ts';
import { createLogGroup } from './operations/create-log-group.ts';
import { createLogStream } from './operations/create-log-stream.ts';
import { describeLogGroups } from './operations/describe-log-groups.ts';
import { describeLogStreams } from './operations/describe-log-streams.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';
import { getLogEvents } from './operations/get-log-events.ts';
import { putLogEvents } from './operations/put-log-events.ts';
import type { LogsPlace } from './state.ts';

interface GroupInput {
  logGroupName?: string;
  logGroupIdentifier?: string;
  logStreamName?: string;
}

const groupArn = ({ logGroupName, logGroupIdentifier }: GroupInput, place: LogsPlace) => {
  if (logGroupIdentifier?.startsWith('arn:')) return [logGroupIdentifier];
  return [place.arn('logs', `log-group:${logGroupName ?? logGroupIdentifier}`)];
};
const streamArn = (input: GroupInput, place: LogsPlace) =>
  groupArn(input, place).map((arn) => `${arn}:log-stream:${input.logStreamName ?? ''}`);

export const logs: Service<LogsPlace> = {
  model: 'logs',
  iamPrefix: 'logs',
  hidesTexts: true,
  invalid: 'InvalidParameterException',
  operations: {
    CreateLogGroup: createLogGroup,
    CreateLogStream: createLogStream,
    DescribeLogGroups: describeLogGroups,
    DescribeLogStreams: describeLogStreams,
    FilterLogEvents: filterLogEvents,
    GetLogEvents: getLogEvents,
    PutLogEvents: putLogEvents,
  },
  // a group's actions name it with an empty stream: so AWS's messages show it, and so `log-group:<name>:*` in a policy matches
  resources: {
    CreateLogGroup: streamArn,
    CreateLogStream: streamArn,
    DescribeLogStreams: streamArn,
    FilterLogEvents: streamArn,
    GetLogEvents: streamArn,
    PutLogEvents: streamArn,
  },
};
