import type { Branch } from '../branch.ts';
import { eventData } from '../history.ts';
import { StateError } from '../state-error.ts';
import { runChoice } from './choice.ts';
import { runDistributedMap } from './distributed-map.ts';
import { runFail } from './fail.ts';
import { runMap } from './map.ts';
import { runParallel } from './parallel.ts';
import { runPass } from './pass.ts';
import type { Step } from './step.ts';
import { runSucceed } from './succeed.ts';
import { runTask } from './task.ts';
import { runWait } from './wait.ts';

/** Beside that of its expressions. */
const workOfTransition = 10;

/**
 * Runs a branch from its first state, or goes on with the state that it stopped in (a redrive), to its end.
 *
 * @returns its output
 * @throws StateError where a state fails unhandled; Aborted; HistoryFull
 */
export async function runBranch(branch: Branch): Promise<unknown> {
  if (branch.output) return branch.output.value;
  if (!branch.entry) enter(branch, branch.block.StartAt, branch.input);
  for (;;) {
    const step = await runState(branch);
    exit(branch, step);
    const turn = branch.execution.place.states.turns.after(workOfTransition);
    if (turn) await turn;
    if (step.next === undefined) {
      branch.output = { value: step.output };
      return step.output;
    }
    demandMachine(branch);
    enter(branch, step.next, step.output);
  }
}

/**
 * An execution goes no further once its machine is being deleted.
 *
 * https://repost.aws/knowledge-center/step-functions-stuck-deleting-status
 */
function demandMachine({ execution: { machine } }: Branch): void {
  if (machine.status === 'DELETING') throw new StateError('States.Runtime', `State machine ${machine.name} has been deleted.`);
}

export function enter(branch: Branch, name: string, input: unknown): void {
  // the very first state points back to no event, as the execution's first event does
  const before = branch.previous === 1 ? 0 : branch.previous;
  const type = branch.block.States[name]!.Type;
  const id = branch.record(`${type}StateEntered`, { stateEnteredEventDetails: { name, ...eventData('input', input) } }, before);
  branch.entry = { name, input, id, before, enteredAt: branch.execution.place.clock.date(), retryCount: 0 };
  branch.execution.transitions++;
}

function exit(branch: Branch, step: Step): void {
  const { name } = branch.current;
  const variables = Object.entries(step.assigned ?? {}).map(([variable, value]) => [variable, JSON.stringify(value)]);
  // recorded: an Assign of nothing leaves no trace
  const assigned =
    variables.length > 0 ? { assignedVariables: Object.fromEntries(variables), assignedVariablesDetails: { truncated: false } } : {};
  const details = { stateExitedEventDetails: { name, ...eventData('output', step.output), ...assigned } };
  branch.record(`${branch.state.Type}StateExited`, details, step.exitAfter);
  Object.assign(branch.variables, step.assigned);
}

export function runState(branch: Branch): Promise<Step> {
  const { state } = branch;
  switch (state.Type) {
    case 'Task':
      return runTask(branch, state);
    case 'Pass':
      return runPass(branch, state);
    case 'Choice':
      return runChoice(branch, state);
    case 'Wait':
      return runWait(branch, state);
    case 'Succeed':
      return runSucceed(branch, state);
    case 'Fail':
      return runFail(branch, state);
    case 'Parallel':
      return runParallel(branch, state, runBranch);
    case 'Map':
      return state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED'
        ? runDistributedMap(branch, state)
        : runMap(branch, state, runBranch);
  }
}
