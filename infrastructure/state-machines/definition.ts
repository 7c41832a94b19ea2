import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** As much of Amazon States Language as the packager, the checks and the diagrams read. */
export interface State {
  Type: string;
  Comment?: string;
  Resource?: string;
  Arguments?: Record<string, unknown> | string;
  TimeoutSeconds?: unknown;
  Retry?: Retrier[];
  Catch?: { ErrorEquals: string[]; Next: string; Assign?: object }[];
  Choices?: { Condition: string; Next: string; Assign?: object }[];
  Default?: string;
  Next?: string;
  End?: boolean;
  Assign?: object;
  Branches?: Block[];
  ItemProcessor?: Block & { ProcessorConfig?: { Mode?: string } };
}

export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  BackoffRate?: number;
  MaxAttempts?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: string;
}

export interface Block {
  StartAt: string;
  States: Record<string, State>;
}

export interface Definition extends Block {
  Comment?: string;
  TimeoutSeconds?: number;
}

/** Where state machines are written down, seen from the project's folder. */
export const folder = 'statemachines';

/** The file of a definition, for people. */
export const fileOf = (name: string) => `${folder}/${name}.asl.json`;

/** Every definition of the project as it is written, by its file's name: `run`, `bodies/provision`. */
export function readDefinitions(project = '.'): Map<string, Definition> {
  const names = ['', 'bodies/'].flatMap((under) => {
    const path = join(project, folder, under);
    const files = existsSync(path) ? readdirSync(path).filter((file) => file.endsWith('.asl.json')) : [];
    return files.toSorted().map((file) => `${under}${basename(file, '.asl.json')}`);
  });
  return new Map(names.map((name) => [name, JSON.parse(readFileSync(join(project, fileOf(name)), 'utf8')) as Definition]));
}

/** Every state of a machine, those inside branches and maps too. */
export function allStates(block: Block): [string, State][] {
  return Object.entries(block.States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...innerBlocks(state).flatMap(allStates),
  ]);
}

export function innerBlocks(state: State): Block[] {
  return [...(state.Branches ?? []), ...(state.ItemProcessor ? [state.ItemProcessor] : [])];
}

/** The same machine with each state, those inside branches and maps too, as `change` has it. */
export function eachState<B extends Block>(block: B, change: (state: State, name: string) => State): B {
  const states = Object.entries(block.States).map(([name, state]): [string, State] => {
    const inner = {
      ...state,
      ...(state.Branches && { Branches: state.Branches.map((branch) => eachState(branch, change)) }),
      ...(state.ItemProcessor && { ItemProcessor: eachState(state.ItemProcessor, change) }),
    };
    return [name, change(inner, name)];
  });
  return { ...block, States: Object.fromEntries(states) };
}
