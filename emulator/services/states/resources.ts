import type { StatesPlace } from './state.ts';

export function onMachine({ stateMachineArn }: { stateMachineArn?: string }): string[] {
  return [stateMachineArn ?? '*'];
}

export function onExecution({ executionArn }: { executionArn: string }): string[] {
  return [executionArn];
}

/** IAM knows a token by the machine whose task it belongs to: https://github.com/NOAA-OWP/hydrovis/issues/837 */
export function onToken({ taskToken }: { taskToken: string }, place: StatesPlace): string[] {
  const executionArn = place.states.tokens.executionOf(taskToken);
  return [executionArn ? place.states.execution(executionArn).machine.arn : '*'];
}
