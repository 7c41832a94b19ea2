import type { Branch, Made } from '../branch.ts';
import { contextObject } from '../context-object.ts';
import { isTooDeep } from '../jsonpath/depth.ts';
import { chanceOf } from '../jsonpath/functions/function.ts';
import { path } from '../jsonpath/path.ts';
import { Reader, ReadingFailure } from '../jsonpath/reader.ts';
import { Conflict, placed } from '../jsonpath/reference-path.ts';
import type { MapItem } from '../map-run.ts';
import { StateError } from '../state-error.ts';
import { causeIn } from './runtime-failure.ts';

/** What `$$` has beside what it has everywhere, and what is read, where chance is not to fall as it does elsewhere in the state. */
interface More {
  use?: string;
  token?: string | undefined;
  item?: MapItem | undefined;
}

/** What a branch's current state reads and writes. Whatever fails is a StateError. */
export class Reading {
  readonly #branch: Branch;
  readonly #reader: Reader;
  readonly #data: unknown;

  /** @param data what `$` is */
  private constructor(branch: Branch, reader: Reader, data: unknown) {
    this.#branch = branch;
    this.#reader = reader;
    this.#data = data;
  }

  static of(branch: Branch, data: unknown, { token, item = branch.item, use = '' }: More = {}): Reading {
    const { execution, previous, variables, current } = branch;
    const purpose = ['jsonpath', execution.arn, previous, current.retryCount, item?.index ?? 0, use];
    const chance = chanceOf(execution.place.random, purpose);
    let made: unknown;
    const context = () => {
      made ??= contextObject(branch, token, item);
      return made;
    };
    return new Reading(branch, new Reader({ data, context, variables, chance }), data);
  }

  /** The same, with another value as `$`. */
  on(data: unknown): Reading {
    return new Reading(this.#branch, this.#reader.of(data), data);
  }

  get data(): unknown {
    return this.#data;
  }

  /** InputPath or OutputPath: null stands for an empty object. */
  chosen(text: string | null | undefined): unknown {
    if (text === null) return {};
    if (text === undefined) return this.#data;
    return this.#failing((reader) => {
      const reading = reader.look(path(text));
      if (reading.found) return reading.value;
      throw new ReadingFailure('States.Runtime', `Invalid path '${text}' : ${reading.why}`);
    });
  }

  /** A payload template. */
  filled(template: unknown): unknown {
    return this.checked(this.#failing((reader) => reader.filled(template)));
  }

  /** The value at a path, or of a function, that stands in a field of its own. @param field its name, ending in Path */
  value(text: string, field: string): unknown {
    return this.#failing((reader) => reader.value(text, field));
  }

  /** The same; undefined where the path leads nowhere. */
  found(text: string): unknown {
    return this.#failing((reader) => {
      const reading = reader.look(path(text));
      return reading.found ? reading.value : undefined;
    });
  }

  /** The data with a result at its place; without a place, the data as it is. */
  with(result: unknown, text: string | null | undefined): unknown {
    if (text === null) return this.#data;
    if (text === undefined || text === '$') return result;
    try {
      return this.checked(placed(path(text), this.#data, result));
    } catch (error) {
      throw error instanceof Conflict ? new StateError('States.ReferencePathConflict', error.message) : error;
    }
  }

  /** Tells what has been made to whoever looks on. @returns it */
  told<T>(made: Made, value: T): T {
    this.#branch.observer?.(made, value);
    return value;
  }

  /** For what else is read. */
  read<T>(what: (reader: Reader) => T): T {
    return this.#failing(what);
  }

  /** What whoever has read has to wait for, if anything. */
  get turn(): Promise<void> | undefined {
    return this.#branch.execution.place.states.turns.after(this.#reader.work.done);
  }

  runtimeFailure(why: string): StateError {
    return new StateError('States.Runtime', causeIn(this.#branch, why));
  }

  checked<T>(value: T): T {
    if (isTooDeep(value)) throw this.runtimeFailure('The value is nested too deep.');
    return value;
  }

  #failing<T>(what: (reader: Reader) => T): T {
    try {
      return what(this.#reader);
    } catch (error) {
      throw error instanceof ReadingFailure ? new StateError(error.error, causeIn(this.#branch, error.message)) : error;
    }
  }
}
