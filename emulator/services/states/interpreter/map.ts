import { Branch, type RunBranch } from '../branch.ts';
import type { MapState } from '../definition.ts';
import { Aborted } from '../scope.ts';
import { StateError } from '../state-error.ts';
import { abortBranches, closeFailed } from './abort.ts';
import { languageOf } from './language-of.ts';
import { mapLimits, type Tolerance } from './map-fields.ts';
import { recover, tellFailure } from './recover.ts';
import { resumed, sideBySide } from './side-by-side.ts';
import type { Step } from './step.ts';

/** An inline Map: an iteration for every item, at most MaxConcurrency at a time. */
export function runMap(branch: Branch, state: MapState, runBranch: RunBranch): Promise<Step> {
  return recover(
    branch,
    state,
    () => new Iterations(branch, state, runBranch).run(),
    (failure) => tellFailure(branch, failure),
  );
}

class Iterations {
  readonly #branch: Branch;
  readonly #state: MapState;
  readonly #runBranch: RunBranch;
  readonly #name: string;
  #items: unknown[] = [];
  #tolerance: Tolerance | undefined;
  #branches: Branch[] = [];
  #next = 0;
  #failed = 0;
  #last = 0;
  #over = false;

  constructor(branch: Branch, state: MapState, runBranch: RunBranch) {
    this.#branch = branch;
    this.#state = state;
    this.#runBranch = runBranch;
    this.#name = branch.current.name;
  }

  async run(): Promise<Step> {
    const branch = this.#branch;
    this.#items = await languageOf(branch).items(branch, this.#state);
    const limits = await mapLimits(branch, this.#state);
    const { branches: going } = resumed(branch);
    if (!going) branch.record('MapStateStarted', { mapStateStartedEventDetails: { length: this.#items.length } });
    this.#tolerance = limits.tolerance();
    this.#branches = going ?? [];
    branch.current.branches = this.#branches;
    this.#last = branch.previous;
    const lanes = Array.from({ length: Math.min(limits.concurrency, this.#items.length) }, () => this.#lane());
    await sideBySide(lanes, () => {
      this.#over = true;
      for (const one of this.#branches) one.scope.abort();
    });
    branch.record('MapStateSucceeded', {}, this.#last);
    const result = this.#branches.filter(({ output }) => output).map(({ output }) => output?.value);
    const step = await languageOf(branch).finish(branch, this.#state, result);
    return { ...step, exitAfter: this.#last };
  }

  /** Takes one item after the other until none is left. */
  async #lane(): Promise<void> {
    let previous = this.#branch.previous;
    while (this.#next < this.#items.length) {
      const index = this.#next++;
      if (this.#branches[index]?.output) continue;
      const iteration = await this.#begin(index, previous);
      try {
        await this.#runBranch(iteration);
        previous = iteration.previous;
        this.#last = this.#tell('Succeeded', index, previous);
      } catch (failure) {
        if (!(failure instanceof StateError)) throw failure;
        this.#fail(iteration, failure);
      }
    }
  }

  async #begin(index: number, previous: number): Promise<Branch> {
    const value = this.#items[index];
    const item = { index, value };
    const selected = await languageOf(this.#branch).selected(this.#branch, this.#state, item);
    const input = selected ? selected.value : value;
    if (this.#over) throw new Aborted();
    const started = this.#tell('Started', index, previous);
    const iteration =
      this.#branches[index] ??
      new Branch(this.#branch.execution, this.#state.ItemProcessor, { input, previous: started, parent: this.#branch, item });
    iteration.previous = started;
    this.#branches[index] = iteration;
    // every lane starts its first iteration before any enters a state
    await undefined;
    return iteration;
  }

  #fail(iteration: Branch, failure: StateError): void {
    failure.eventId ??= iteration.previous;
    this.#tell('Failed', iteration.item!.index, failure.eventId);
    closeFailed(iteration, failure.eventId);
    this.#failed++;
    const tolerated = this.#tolerance!.tolerated(this.#items.length);
    if (tolerated !== undefined && this.#failed <= tolerated) return;
    this.#over = true;
    abortBranches(this.#branches, failure.eventId, ({ item }) => this.#tell('Aborted', item!.index, failure.eventId!));
    if (tolerated === undefined) throw failure;
    throw new StateError('States.ExceedToleratedFailureThreshold', 'The specified tolerated failure threshold was exceeded', {
      eventId: failure.eventId,
    });
  }

  #tell(what: 'Started' | 'Succeeded' | 'Failed' | 'Aborted', index: number, previous: number): number {
    const details = { [`mapIteration${what}EventDetails`]: { name: this.#name, index } };
    return this.#branch.execution.history.record(`MapIteration${what}`, previous, details);
  }
}
