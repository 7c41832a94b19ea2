import type { Service } from '../../service/service.ts';
import { createLogGroup } from './operations/create-log-group.ts';
import { createLogStream } from './operations/create-log-stream.ts';
import { describeLogGroups } from './operations/describe-log-groups.ts';
import { describeLogStreams } from './operations/describe-log-streams.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';
import { getLogEvents } from './operations/get-log-events.ts';
import { putLogEvents } from './operations/put-log-events.ts';
import type { LogsPlace } from './state.ts';

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
};
