import { bytes } from './data-limit.ts';
import type { Execution } from './execution.ts';
import { redriveStatus } from './redrive.ts';

const counted: Partial<Record<Execution['status'], string>> = {
  RUNNING: 'ExecutionsStarted',
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** The most of input and output that an event holds, escaped as they stand in it. */
const longestData = 248 * 1024;

/** Input and output as far as they fit into an event, and what is said of each. */
function dataOf({ inputText, output }: Execution) {
  const escaped = (text = '') => bytes(JSON.stringify(text)) - 2;
  const withOutput = escaped(output) <= longestData;
  const withInput = escaped(inputText) + escaped(output) <= longestData;
  return {
    input: withInput ? inputText : null,
    inputDetails: { included: withInput },
    output: output !== undefined && withOutput ? output : null,
    outputDetails: output === undefined ? null : { included: withOutput },
  };
}

/** Counts in CloudWatch what an execution's status is now. */
export function countStatus(execution: Execution): void {
  const MetricName = counted[execution.status]!;
  const Dimensions = [{ Name: 'StateMachineArn', Value: execution.machine.arn }];
  execution.place.cloudwatch.metrics.note({ Namespace: 'AWS/States', MetricName, Dimensions }, execution.place.clock.now(), 1);
}

/**
 * Tells EventBridge what an execution's status is now, and counts it.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function emitStatus(execution: Execution): void {
  countStatus(execution);
  const { place, arn, machine, name, status, startDate, stopDate, error, cause, startedBy } = execution;
  place.events.emit({
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    resources: [arn],
    detail: {
      executionArn: arn,
      stateMachineArn: machine.arn,
      name,
      status,
      startDate: startDate.getTime(),
      stopDate: stopDate?.getTime() ?? null,
      ...dataOf(execution),
      stateMachineVersionArn: startedBy.versionArn ?? null,
      stateMachineAliasArn: startedBy.aliasArn ?? null,
      redriveCount: execution.redriveCount,
      redriveDate: execution.redriveDate?.getTime() ?? null,
      redriveStatusReason: `Execution is ${status} and is redrivable`,
      ...redriveStatus(execution),
      error: error ?? null,
      cause: cause ?? null,
    },
  });
}
