import { isDeepStrictEqual } from 'node:util';
import type { Alias } from './alias.ts';
import type { LambdaFunction } from './function.ts';

/**
 * What a function has beside `$LATEST`: versions, which stay as it was when they were published, and aliases of them. It outlives the
 * function: the number of a version is not given again, "even for a function that has been deleted and recreated" (Developer Guide).
 */
export class Published {
  readonly aliases = new Map<string, Alias>();
  readonly #versions = new Map<string, LambdaFunction>();
  #newest = 0;
  /** Of the function, when its newest version was published. */
  #content: object | undefined;
  #aliasChanges = 0;

  /** The oldest first. */
  get versions(): ReadonlyMap<string, LambdaFunction> {
    return this.#versions;
  }

  /** The newest version, where the function is still as it was then. */
  same(fn: LambdaFunction): LambdaFunction | undefined {
    return isDeepStrictEqual(this.#content, contentOf(fn)) ? this.#versions.get(String(this.#newest)) : undefined;
  }

  /** @param make the version of a number, of the function as it is now */
  add(fn: LambdaFunction, make: (version: string) => LambdaFunction): LambdaFunction {
    this.#newest++;
    const version = make(String(this.#newest));
    this.#versions.set(version.version, version);
    this.#content = contentOf(fn);
    return version;
  }

  /** What is not there is gone already. */
  delete(version: string): void {
    this.#versions.delete(version);
  }

  /** Makes an alias, or changes the one of its name. */
  put(alias: Omit<Alias, 'revision' | 'drawn'>): Alias {
    const drawn = this.aliases.get(alias.name)?.drawn ?? 0;
    const put = { ...alias, drawn, revision: ++this.#aliasChanges };
    this.aliases.set(alias.name, put);
    return put;
  }

  /** The names of the aliases that send invocations to a version. */
  referring(version: string): string[] {
    return [...this.aliases.values()].filter((alias) => alias.version === version || alias.weights.has(version)).map(({ name }) => name);
  }

  /** Its function is gone. */
  clear(): void {
    this.#versions.clear();
    this.aliases.clear();
    this.#content = undefined;
  }
}

/** What of a function a version keeps: all that is neither the function's own doing nor its tags. */
function contentOf(fn: LambdaFunction): object {
  const { tags: _, environments: __, invocations: ___, revision: ____, createdAt: _____, root: ______, ...content } = fn;
  return content;
}
