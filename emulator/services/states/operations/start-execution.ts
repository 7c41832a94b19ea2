import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkInput } from '../execution-input.ts';
import { expressArn } from '../express-arn.ts';
import { checkName, checkUnlabelled } from '../names.ts';
import { onMachine } from '../resources.ts';
import { isForgotten } from '../retention.ts';
import { type Startable, startable } from '../startable.ts';
import type { StatesPlace } from '../state.ts';

export interface StartInput {
  stateMachineArn: string;
  name?: string;
  input?: string;
  traceHeader?: string;
}

export const startExecution: Operation<StartInput, StatesPlace> = {
  resources: onMachine,
  run(given, { place }) {
    const { states } = place;
    const { machine, ...startedBy } = toStart(place, given);
    const { input = '{}', traceHeader } = given;
    const name = given.name ?? place.random.uuid('execution', machine.arn, states.begun.executions++);
    const express = machine.type === 'EXPRESS';
    const arn = express
      ? expressArn(place, machine.name, name, states.begun.executions++)
      : place.arn('states', `execution:${machine.name}:${name}`);
    const existing = states.executions.get(arn);
    if (existing?.status === 'RUNNING' && existing.inputText === input) return { executionArn: arn, startDate: existing.startDate };
    if (existing && !isForgotten(existing, place.clock.now())) {
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    const { startDate } = states.begin(place, machine, { arn, name, input, traceHeader, startedBy });
    return { executionArn: arn, startDate };
  },
};

/**
 * What a request starts.
 *
 * @throws AwsError InvalidName, InvalidArn, ValidationException, StateMachineDoesNotExist, StateMachineDeleting, InvalidExecutionInput
 */
export function toStart(place: StatesPlace, { stateMachineArn, name, input = '{}' }: StartInput): Startable {
  if (name !== undefined) checkName(name);
  checkUnlabelled(stateMachineArn);
  const { machines, begun } = place.states;
  const found = startable(machines, stateMachineArn, () => place.random.fraction('alias', stateMachineArn, begun.executions));
  if (found.machine.status === 'DELETING') {
    throw new AwsError('StateMachineDeleting', `State Machine is being deleted: '${stateMachineArn}'`);
  }
  checkInput(input);
  return found;
}
