import { AwsError } from '../../kernel/aws-error.ts';
import type { Execution } from './execution.ts';
import { dataMembers, type HistoryEvent } from './history.ts';
import type { LoggingConfiguration } from './machine.ts';
import type { StatesNeeds } from './needs.ts';

/** Which events a level logs: https://docs.aws.amazon.com/step-functions/latest/dg/cloudwatch-log-level.html */
const logged = {
  OFF: /(?!)/,
  FATAL: /^Execution(Aborted|Failed|TimedOut)$/,
  ERROR: /(Aborted|Failed|TimedOut)$|^FailStateEntered$/,
  ALL: /^/,
};

/** Of an event without data its log has, as recorded, not even the notes on them. */
const data = dataMembers.flatMap((member) => [member, `${member}Details`]);

/** @throws AwsError InvalidLoggingConfiguration; AccessDeniedException where the role may not have logs delivered */
export function checkLogging(
  place: StatesNeeds,
  { level, destinations = [] }: LoggingConfiguration,
  roleArn: string,
  machine: string,
): void {
  if (level === undefined || level === 'OFF') return;
  const refuse = (why: string) => new AwsError('InvalidLoggingConfiguration', `Invalid Logging Configuration: ${why}`);
  const logGroupArn = destinations[0]?.cloudWatchLogsLogGroup?.logGroupArn;
  if (destinations.length !== 1 || logGroupArn === undefined) throw refuse('Must specify exactly one Log Destination.');
  if (!standing(place, logGroupArn)) throw refuse('Log Destination not found.');
  if (place.iam.demand(place.iam.roleCaller(roleArn, machine), 'states:logging')) {
    throw new AwsError('AccessDeniedException', 'The state machine IAM Role is not authorized to access the Log Destination');
  }
}

/** Delivers an event to the machine's log group, as far as its level wants it. Where that is deleted, as recorded, executions go on without a log. */
export function logEvent(execution: Execution, event: HistoryEvent): void {
  const { place, machine, startDate } = execution;
  const { level = 'OFF', includeExecutionData, destinations } = machine.loggingConfiguration;
  if (!logged[level].test(event.type)) return;
  const group = standing(place, destinations![0]!.cloudWatchLogsLogGroup!.logGroupArn);
  if (!group) return;
  const minute = startDate.toISOString().slice(0, 16).replace(/[T:]/g, '-');
  const stream = `states/${machine.name}/${minute}/${place.random.hex(8, 'states-log', machine.arn, minute)}`;
  const [, given = {}] = Object.entries(event).find(([name]) => name.endsWith('EventDetails')) ?? [];
  const details = Object.entries(given as object).filter(([member]) => includeExecutionData || !data.includes(member));
  const line = {
    id: String(event.id),
    type: event.type,
    details: Object.fromEntries(details),
    previous_event_id: String(event.previousEventId),
    event_timestamp: String(event.timestamp.getTime()),
    execution_arn: execution.arn,
    redrive_count: String(execution.redriveCount),
  };
  place.logs.append(group.name, stream, JSON.stringify(line));
}

function standing(place: StatesNeeds, logGroupArn: string) {
  try {
    return place.logs.group(logGroupArn);
  } catch {
    return undefined;
  }
}
