import { AwsError } from '../../kernel/aws-error.ts';
import type { StateMachine } from './machine.ts';

/** @throws AwsError StateMachineTypeNotSupported for a machine of the other type */
export function demandType(machine: StateMachine, type: StateMachine['type']): void {
  if (machine.type === type) return;
  throw new AwsError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
}
