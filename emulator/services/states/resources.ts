import { partsOf } from './qualified-arn.ts';
import type { StatesPlace } from './state.ts';

/**
 * IAM is asked about the machine, whatever version or alias a request names.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
 */
export function onMachine({ stateMachineArn }: { stateMachineArn?: string }): string[] {
  return [stateMachineArn === undefined ? '*' : partsOf(stateMachineArn).machineArn];
}

export function onExecution({ executionArn }: { executionArn: string }): string[] {
  return [executionArn];
}

/** IAM knows a token by the machine whose task it belongs to: https://github.com/NOAA-OWP/hydrovis/issues/837 */
export function onToken({ taskToken }: { taskToken: string }, place: StatesPlace): string[] {
  const executionArn = place.states.tokens.executionOf(taskToken);
  return [executionArn ? place.states.execution(executionArn).machine.arn : '*'];
}
