import { join } from 'node:path';
import { ProcessFolder } from '../../kernel/process-folder.ts';
import { compiledHere } from './compiled-here.ts';
import { readLoaded, writeLoaded } from './loaded-before.ts';
import { WorkerPool } from './worker-pool.ts';

export interface WorkersOptions {
  /** Threads that run functions at once; more only while none of them gets on. */
  threads?: number;
  /** Heap of a thread, in MB: it holds every function that the thread has loaded. */
  heapMegabytes?: number;
  /** A folder that outlives the process, for bundles and what V8 makes of them; one that goes with the workers by default. */
  cache?: string;
  /**
   * True where functions keep nothing from one invocation to the next that belongs to an emulator, such as its URL or their variables: then
   * they are not loaded again for another one, or after a reset.
   */
  keepNothing?: boolean;
  /**
   * What the process is for. Its first thread loads what the last process of this name loaded, while the emulator itself starts; only for
   * functions that keep nothing, and with a cache.
   */
  purpose?: string;
}

/**
 * The threads that run functions, and the bundles that they load. Virtual time lets one function's code run at an instant, so that one
 * thread is enough, and loads each bundle once.
 */
export class Workers {
  readonly pool: WorkerPool;
  readonly #folder: string;
  readonly #temporary: ProcessFolder | undefined;
  readonly #keepNothing: boolean;
  /** Where it stands what a process of this purpose loads. */
  readonly #memory: string | undefined;
  /** Who has the folders `0`, `1` and so on, until they are released. */
  readonly #places: (Place | undefined)[] = [];

  constructor({ threads = 1, heapMegabytes = 512, cache, keepNothing = false, purpose }: WorkersOptions = {}) {
    this.#temporary = cache === undefined ? new ProcessFolder('functions') : undefined;
    this.#folder = this.#temporary?.path ?? join(cache!, 'bundles');
    this.pool = new WorkerPool({ workers: threads, heapMegabytes, compileCache: cache ? join(cache, 'compiled') : compiledHere() });
    this.#keepNothing = keepNothing;
    this.#memory = cache && keepNothing && purpose ? join(cache, 'loaded', `${purpose}.json`) : undefined;
  }

  /**
   * The folder of a function's bundle. A file is loaded once, with all that it keeps, what it has read of the variables among it:
   * functions of the same content have a folder each, and so has a version, and a function that gets other variables, but for the parts
   * that they declare to have in common (./unpack.ts), which are one file for the functions of an account and region.
   *
   * @param content its hash
   * @param account the functions of an account and region, until they are released
   */
  folderOf(content: string, { arn, version, environment = {} }: Loaded, account: object): string {
    const key = this.#keepNothing ? arn.split(':').slice(3, 5).join() : account;
    const loaded = JSON.stringify(this.#keepNothing ? [arn, version] : [arn, version, environment]);
    let index = this.#places.findIndex((place) => place?.key === key);
    if (index === -1) {
      index = this.#places.includes(undefined) ? this.#places.indexOf(undefined) : this.#places.length;
      this.#places[index] = { key, functions: new Map() };
    }
    const { functions } = this.#places[index]!;
    const alike = functions.get(content) ?? new Set();
    functions.set(content, alike.add(loaded));
    return this.#folderAt(index, content, [...alike].indexOf(loaded));
  }

  /** Nobody asks for these functions again: threads that hold them go, with what they keep. */
  release(account: object): void {
    const index = this.#places.findIndex((place) => place?.key === account);
    if (index === -1) return;
    const { functions } = this.#places[index]!;
    const folders = [...functions].flatMap(([content, alike]) => [...alike].map((_, other) => this.#folderAt(index, content, other)));
    this.#places[index] = undefined;
    this.pool.forget(new Set(folders));
  }

  /** Starts a thread before there is work for it: it takes a while to come up. */
  warmUp(): void {
    this.pool.warmUp(this.#memory ? readLoaded(this.#memory) : []);
  }

  /** Ends every thread. */
  async close(): Promise<void> {
    if (this.#memory) writeLoaded(this.#memory, this.pool.loaded);
    await this.pool.close();
    this.#temporary?.remove();
  }

  #folderAt(place: number, content: string, index: number): string {
    return join(this.#folder, String(place), `${content}-${index}`);
  }
}

/** What a bundle is loaded for. */
interface Loaded {
  arn: string;
  version: string;
  environment?: Record<string, string> | undefined;
}

/** The functions of an account and region: those of each content, with what they are loaded for. */
interface Place {
  key: string | object;
  functions: Map<string, Set<string>>;
}

/** Those of this process, by their cache, and how many emulators use them. */
const common = new Map<string | undefined, { workers: Workers; users: number }>();

/** The workers that the emulators of this process have in common; whoever leaves them last ends them. */
export function joinWorkers(cache: string | undefined): { workers: Workers; leave: () => Promise<void> } {
  const joined = common.get(cache) ?? { workers: new Workers({ cache }), users: 0 };
  common.set(cache, joined);
  joined.users++;
  return {
    workers: joined.workers,
    leave: async () => {
      if (--joined.users > 0) return;
      common.delete(cache);
      await joined.workers.close();
    },
  };
}
