import type { Branch } from './branch.ts';

/** `$states.context`. @param token of a task that waits for one */
export function contextObject(branch: Branch, token?: string, item = branch.item): Record<string, unknown> {
  const { execution, current, state } = branch;
  const recoverable = state.Type === 'Task' || state.Type === 'Parallel' || state.Type === 'Map';
  return {
    Execution: {
      Id: execution.arn,
      Input: execution.input,
      StartTime: execution.startDate.toISOString(),
      Name: execution.name,
      RoleArn: execution.machine.roleArn,
      RedriveCount: execution.redriveCount,
      ...(execution.redriveDate ? { RedriveTime: execution.redriveDate.toISOString() } : {}),
    },
    StateMachine: { Id: execution.machine.arn, Name: execution.machine.name },
    State: {
      Name: current.name,
      EnteredTime: current.enteredAt.toISOString(),
      ...(recoverable ? { RetryCount: current.retryCount } : {}),
    },
    ...(token === undefined ? {} : { Task: { Token: token } }),
    ...(item ? { Map: { Item: { Index: item.index, Value: item.value } } } : {}),
  };
}
