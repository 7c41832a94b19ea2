import type { Execution } from './execution.ts';
import { redriveStatus } from './redrive.ts';

const counted: Partial<Record<Execution['status'], string>> = {
  RUNNING: 'ExecutionsStarted',
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** Tells EventBridge what an execution's status is now, and counts it in CloudWatch. */
export function emitStatus(execution: Execution): void {
  const MetricName = counted[execution.status]!;
  const Dimensions = [{ Name: 'StateMachineArn', Value: execution.machine.arn }];
  execution.place.cloudwatch.metrics.note({ Namespace: 'AWS/States', MetricName, Dimensions }, execution.place.clock.now(), 1);
  const { place, arn, machine, name, status, startDate, stopDate, inputText, output, error, cause } = execution;
  const included = { included: true };
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
      input: inputText,
      output: output ?? null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: execution.redriveCount,
      redriveDate: execution.redriveDate?.getTime() ?? null,
      redriveStatusReason: null,
      ...redriveStatus(execution),
      inputDetails: included,
      outputDetails: output === undefined ? null : included,
      error: error ?? null,
      cause: cause ?? null,
    },
  });
}
