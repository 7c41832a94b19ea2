import type { Block, State } from './definition.ts';
import type { Execution } from './execution.ts';
import type { MapItem, MapRun } from './map-run.ts';
import { Aborted, Scope } from './scope.ts';

/** The state that a branch is in. */
export interface Entry {
  name: string;
  input: unknown;
  /** Of its StateEntered event, and of the event before that. */
  id: number;
  before: number;
  enteredAt: Date;
  retryCount: number;
  /** The branches or iterations that it runs: kept, so that a redrive goes on with those that did not succeed. */
  branches?: Branch[] | undefined;
  /** What a distributed Map runs: kept for the same reason. */
  mapRun?: MapRun | undefined;
  /** Set where it failed with States.DataLimitExceeded: a redrive then runs all of its branches again. */
  heldTooMuch?: boolean;
  /** Set by a redrive: the state goes on with its branches instead of beginning anew. */
  resuming?: boolean;
}

/** What a state in JSONPath makes on its way from its input to its output, by the names of TestState. */
export type Made = 'afterInputPath' | 'afterParameters' | 'afterItemsPath' | 'result' | 'afterResultSelector' | 'afterResultPath';

/** Runs a branch to its end and returns its output: states that hold branches are given it. */
export type RunBranch = (branch: Branch) => Promise<unknown>;

/**
 * One line of control of an execution: the machine itself, a branch of a Parallel state, an iteration of a Map state. It holds all
 * that is needed to go on where it stopped.
 */
export class Branch {
  readonly execution: Execution;
  readonly block: Block;
  /** Variables of this scope, those of the outer scopes included as they were when it began. */
  variables: Record<string, unknown>;
  /** The id of its last event, which the next one points back to. */
  previous: number;
  scope: Scope;
  /** In a Map state: which item this iteration is for. */
  readonly item: MapItem | undefined;
  readonly input: unknown;
  entry: Entry | undefined;
  /** Set once it has ended well. */
  output: { value: unknown } | undefined;
  /** Is told what states in JSONPath make, of a state that is tested. */
  observer: ((made: Made, value: unknown) => void) | undefined;

  constructor(execution: Execution, block: Block, begin: { input: unknown; previous: number; parent?: Branch; item?: Branch['item'] }) {
    this.execution = execution;
    this.block = block;
    this.input = begin.input;
    this.previous = begin.previous;
    this.item = begin.item ?? begin.parent?.item;
    this.variables = { ...begin.parent?.variables };
    this.scope = begin.parent?.scope.child() ?? new Scope();
  }

  get state(): State {
    return this.block.States[this.current.name]!;
  }

  get current(): Entry {
    if (!this.entry) throw new Error('the branch has entered no state yet');
    return this.entry;
  }

  /**
   * Records an event that follows the branch's last one, unless told otherwise.
   *
   * @throws Aborted where the branch was: it has no more to tell. HistoryFull
   */
  record(type: string, details: Record<string, unknown> = {}, previous = this.previous): number {
    if (this.scope.aborted) throw new Aborted();
    this.previous = this.execution.history.record(type, previous, details);
    return this.previous;
  }
}
