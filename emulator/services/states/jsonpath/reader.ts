import { type Chance, FunctionFailure } from './functions/function.ts';
import { functions } from './functions/functions.ts';
import { type Argument, intrinsicCall } from './intrinsic-call.ts';
import { type Path, path, type Reading, read } from './path.ts';
import { TooMuchWork, Work } from './work.ts';

/** Why a field could not be read. */
export class ReadingFailure extends Error {
  readonly error: string;

  constructor(error: 'States.Runtime' | 'States.IntrinsicFailure', message: string) {
    super(message);
    this.error = error;
  }
}

/** What paths and functions see. */
interface Sight {
  /** What `$` is. */
  data: unknown;
  context(): unknown;
  variables: Record<string, unknown>;
  chance: Chance;
}

/** Reads the fields of one state: it may take so much work and no more. */
export class Reader {
  readonly work = new Work();
  readonly #sight: Sight;

  constructor(sight: Sight) {
    this.#sight = sight;
  }

  /** The same, as another value is what `$` is. */
  of(data: unknown): Reader {
    return Object.assign(new Reader({ ...this.#sight, data }), { work: this.work });
  }

  /** Where a path leads. @throws ReadingFailure */
  look(one: Path): Reading {
    const data = this.#from(one);
    if (data === undefined) return { found: false, why: `No results for path: ${one.text}` };
    return this.bounded(() => read(one, data, this.work));
  }

  /**
   * The value of a field whose name ends in `.$`.
   *
   * @param field the name
   * @throws ReadingFailure
   */
  value(text: string, field: string): unknown {
    return this.#argument(isCall(text) ? intrinsicCall(text) : { kind: 'path', path: path(text) }, field);
  }

  /**
   * A payload template: each member whose name ends in `.$` becomes what its path or its function gives, under the name without that.
   *
   * @throws ReadingFailure
   */
  filled(template: unknown): unknown {
    if (Array.isArray(template)) return template.map((one) => this.filled(one));
    if (typeof template !== 'object' || template === null) return template;
    return Object.fromEntries(
      Object.entries(template).map(([name, held]) => {
        if (!name.endsWith('.$')) return [name, this.filled(held)];
        const given = this.value(String(held), name);
        this.bounded(() => this.work.look(given));
        return [name.slice(0, -2), given];
      }),
    );
  }

  #from({ root }: Path): unknown {
    const { data, context, variables } = this.#sight;
    if (root.of === 'data') return data;
    if (root.of === 'context') return context();
    return Object.hasOwn(variables, root.name) ? variables[root.name] : undefined;
  }

  #argument(given: Argument, field: string): unknown {
    if (given.kind === 'value') return given.value;
    if (given.kind === 'path') return this.#found(given.path, field);
    const values = given.arguments.map((one) => this.#argument(one, field));
    try {
      return this.bounded(() => {
        this.work.look(values);
        return functions[given.name]!.run(values, this.#sight.chance);
      });
    } catch (error) {
      if (!(error instanceof FunctionFailure)) throw error;
      throw new ReadingFailure('States.IntrinsicFailure', `The function '${given.text}' had the following error: ${error.message}`);
    }
  }

  #found(one: Path, field: string): unknown {
    const reading = this.look(one);
    if (reading.found) return reading.value;
    const input = JSON.stringify(this.#sight.data);
    const why = `The JSONPath '${one.text}' specified for the field '${field}' could not be found in the input '${input}'`;
    throw new ReadingFailure('States.Runtime', why);
  }

  /** @throws ReadingFailure where it is too much work */
  bounded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw error instanceof TooMuchWork ? new ReadingFailure('States.Runtime', error.message) : error;
    }
  }
}

export function isCall(text: string): boolean {
  return text.trimStart().startsWith('States.');
}
