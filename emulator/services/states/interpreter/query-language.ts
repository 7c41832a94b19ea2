import type { Branch } from '../branch.ts';
import type {
  Catcher,
  ChoiceRule,
  ChoiceState,
  FailState,
  ItemBatcher,
  ItemReader,
  MapState,
  ParallelState,
  PassState,
  RecoverableState,
  ResultWriter,
  SucceedState,
  TaskState,
  WaitState,
} from '../definition.ts';
import type { MapItem } from '../map-run.ts';
import type { errorOutput } from '../state-error.ts';
import type { Step } from './step.ts';
import type { TaskLimits } from './task-limits.ts';

/** What a state reads and what it writes, in the language that it is written in. Whatever fails is a StateError in that language's names. */
export interface QueryLanguage {
  /** What a Task, or each branch of a Parallel, is given. @param token of a task that waits for one */
  given(branch: Branch, state: TaskState | ParallelState, token?: string): Promise<unknown>;
  limits(branch: Branch, state: TaskState): Promise<TaskLimits>;
  holds(branch: Branch, rule: ChoiceRule, index: number): Promise<boolean>;
  /** When a Wait is over, in milliseconds since 1970. */
  until(branch: Branch, state: WaitState): Promise<number>;
  failure(branch: Branch, state: FailState): Promise<{ error: string | undefined; cause: string | undefined }>;

  items(branch: Branch, state: MapState): Promise<unknown[]>;
  /** The same of a distributed Map, which goes over the members of an object, too. */
  itemsOrMembers(branch: Branch, state: MapState): Promise<unknown[] | Record<string, unknown>>;
  /** What an iteration is given; undefined where the state does not say. */
  selected(branch: Branch, state: MapState, item: MapItem): Promise<{ value: unknown } | undefined>;
  mapNumbers(branch: Branch, state: MapState): Promise<MapNumbers>;
  read(branch: Branch, reader: ItemReader): Promise<{ given: unknown; most: number | undefined }>;
  written(branch: Branch, writer: ResultWriter): Promise<unknown>;
  batching(branch: Branch, batcher: ItemBatcher): Promise<Batching>;

  /** What a Pass makes of what it is given. */
  pass(branch: Branch, state: PassState): Promise<Step>;
  /** A Task, Parallel or Map ends well. */
  finish(branch: Branch, state: RecoverableState, result: unknown): Promise<Step>;
  /** A state that has no result ends. */
  leave(branch: Branch, state: ChoiceState | WaitState | SucceedState, next: string | undefined, rule?: ChosenRule): Promise<Step>;
  recover(branch: Branch, catcher: Catcher, index: number, output: ReturnType<typeof errorOutput>): Promise<Step>;
}

interface ChosenRule {
  rule: ChoiceRule;
  index: number;
}

/** What a Map says of how it runs; undefined where it says nothing. */
export interface MapNumbers {
  concurrency: number | undefined;
  /** What it says of failures: JSONPath reads that once the state has started. */
  tolerance(): { failures: number | undefined; percentage: number | undefined };
}

/** What goes into a batch: at most so many items, of so many bytes, and what all batches have in common. */
interface Batching {
  items: number | undefined;
  bytes: number | undefined;
  input: { value: unknown } | undefined;
}
