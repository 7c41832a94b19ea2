import type { Execution } from './execution.ts';

/** What ListExecutions and DescribeExecution both show. */
export function summary(execution: Execution) {
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine.arn,
    stateMachineVersionArn: execution.startedBy.versionArn,
    stateMachineAliasArn: execution.startedBy.aliasArn,
    name: execution.name,
    status: execution.status,
    startDate: execution.startDate,
    stopDate: execution.stopDate,
    redriveCount: execution.redriveCount,
    redriveDate: execution.redriveDate,
    mapRunArn: execution.mapRunArn,
  };
}
