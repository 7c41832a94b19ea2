import { AwsError } from '../../../kernel/aws-error.ts';
import { jsonProblem } from '../../../kernel/json-problem.ts';
import { readJson } from '../../../kernel/read-json.ts';
import type { Operation } from '../../../service/service.ts';
import { bytes, dataLimit } from '../data-limit.ts';
import { checkName, checkUnlabelled } from '../names.ts';
import { onMachine } from '../resources.ts';
import { isForgotten } from '../retention.ts';
import { StandardExecution } from '../standard-execution.ts';
import { startable } from '../startable.ts';
import type { StatesPlace } from '../state.ts';

interface Input {
  stateMachineArn: string;
  name?: string;
  input?: string;
  traceHeader?: string;
}

export const startExecution: Operation<Input, StatesPlace> = {
  resources: onMachine,
  run({ stateMachineArn, name: given, input = '{}', traceHeader }, { place }) {
    const { states } = place;
    if (given !== undefined) checkName(given);
    checkUnlabelled(stateMachineArn);
    const draw = () => place.random.fraction('alias', stateMachineArn, states.begun.executions);
    const { machine, ...startedBy } = startable(states.machines, stateMachineArn, draw);
    if (machine.status === 'DELETING') {
      throw new AwsError('StateMachineDeleting', `State Machine is being deleted: '${stateMachineArn}'`);
    }
    checkInput(input);
    const name = given ?? place.random.uuid('execution', machine.arn, states.begun.executions++);
    const arn = place.arn('states', `execution:${machine.name}:${name}`);
    const existing = states.executions.get(arn);
    if (existing?.status === 'RUNNING' && existing.inputText === input) return { executionArn: arn, startDate: existing.startDate };
    if (existing && !isForgotten(existing, place.clock.now())) {
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    const execution = new StandardExecution(place, machine, { arn, name, input, traceHeader, startedBy });
    states.add(execution);
    execution.start();
    return { executionArn: arn, startDate: execution.startDate };
  },
};

function checkInput(input: string): void {
  const invalid = (why: string) => new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`);
  if (bytes(input) > dataLimit) throw invalid(`the input exceeds ${dataLimit} bytes`);
  if (input === '') throw invalid('Invalid execution input.');
  try {
    readJson(input);
  } catch {
    throw invalid(jsonProblem(input));
  }
}
