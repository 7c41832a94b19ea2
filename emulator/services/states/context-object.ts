import type { Branch } from './branch.ts';
import type { MapItem } from './map-run.ts';
import { writtenTime } from './timestamp.ts';

/** `$states.context`. @param token of a task that waits for one */
export function contextObject(branch: Branch, token?: string, item = branch.item): Record<string, unknown> {
  const { execution, current, state } = branch;
  if (execution.givenContext) return execution.givenContext;
  const recoverable = state.Type === 'Task' || state.Type === 'Parallel' || state.Type === 'Map';
  return {
    Execution: {
      Id: execution.arn,
      Input: execution.input,
      StartTime: writtenTime(execution.startDate),
      Name: execution.name,
      // a state that is tested may have none
      RoleArn: execution.machine.roleArn || null,
      // recorded: where the caller waits there is none
      ...(execution.synchronous ? {} : { RedriveCount: execution.redriveCount }),
      ...(execution.redriveDate ? { RedriveTime: writtenTime(execution.redriveDate) } : {}),
    },
    StateMachine: { Id: execution.machine.arn, Name: execution.machine.name },
    State: {
      Name: current.name,
      EnteredTime: writtenTime(current.enteredAt),
      ...(recoverable ? { RetryCount: current.retryCount } : {}),
    },
    ...(token === undefined ? {} : { Task: { Token: token } }),
    ...(item ? { Map: { Item: itemOf(item) } } : {}),
  };
}

function itemOf({ index, key, value, source = 'STATE_DATA' }: MapItem): Record<string, unknown> {
  return { Index: index, ...(key === undefined ? {} : { Key: key }), Value: value, Source: source };
}
