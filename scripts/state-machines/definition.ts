import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** As much of Amazon States Language as the checks and diagrams read. */
export interface State {
  Type: string;
  Comment?: string;
  Resource?: string;
  Arguments?: { FunctionName?: string };
  TimeoutSeconds?: unknown;
  Retry?: { ErrorEquals: string[] }[];
  Catch?: { ErrorEquals: string[]; Next: string; Assign?: object }[];
  Choices?: { Condition: string; Next: string; Assign?: object }[];
  Default?: string;
  Next?: string;
  End?: boolean;
  Assign?: object;
  Branches?: Machine[];
  ItemProcessor?: Machine;
}

export interface Machine {
  Comment?: string;
  StartAt: string;
  States: Record<string, State>;
}

/** Every state machine of the project, by name. */
export function readMachines(): Map<string, Machine> {
  const files = readdirSync('statemachines').toSorted();
  return new Map(files.map((file) => [basename(file, '.asl.json'), JSON.parse(readFileSync(`statemachines/${file}`, 'utf8')) as Machine]));
}

/** Every state of a machine, those inside branches and maps too. */
export function allStates(machine: Machine): [string, State][] {
  return Object.entries(machine.States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...(state.Branches ?? []).flatMap(allStates),
    ...(state.ItemProcessor ? allStates(state.ItemProcessor) : []),
  ]);
}
