import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
   * True where functions keep nothing from one invocation to the next that belongs to an emulator, such as its URL: then they are not
   * loaded again for another one, or after a reset.
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
  readonly #temporary: boolean;
  readonly #keepNothing: boolean;
  /** Where it stands what a process of this purpose loads. */
  readonly #memory: string | undefined;
  /** Who has the folders of a content: `-0`, `-1` and so on. */
  readonly #owners = new Map<string, (Owner | undefined)[]>();

  constructor({ threads = 1, heapMegabytes = 512, cache, keepNothing = false, purpose }: WorkersOptions = {}) {
    this.#temporary = cache === undefined;
    this.#folder = cache === undefined ? mkdtempSync(join(tmpdir(), 'hsm-functions-')) : join(cache, 'bundles');
    this.pool = new WorkerPool({ workers: threads, heapMegabytes, compileCache: cache && join(cache, 'compiled') });
    this.#keepNothing = keepNothing;
    this.#memory = cache && keepNothing && purpose ? join(cache, 'loaded', `${purpose}.json`) : undefined;
  }

  /**
   * The folder of a function's bundle. A file is loaded once, with all that it keeps: functions of the same content have a folder each.
   *
   * @param content its hash
   * @param account the functions of an account and region, until they are released
   */
  folderOf(content: string, functionArn: string, account: object): string {
    const owners = this.#owners.get(content) ?? [];
    this.#owners.set(content, owners);
    const isOwner = (owner: Owner | undefined) => owner?.functionArn === functionArn && (this.#keepNothing || owner.account === account);
    if (!owners.some(isOwner)) owners[owners.includes(undefined) ? owners.indexOf(undefined) : owners.length] = { functionArn, account };
    return this.#folderAt(content, owners.findIndex(isOwner));
  }

  /** Nobody asks for these functions again: threads that hold them go, with what they keep. */
  release(account: object): void {
    if (this.#keepNothing) return;
    const folders = new Set<string>();
    for (const [content, owners] of this.#owners) {
      for (const [index, owner] of owners.entries()) {
        if (owner?.account !== account) continue;
        owners[index] = undefined;
        folders.add(this.#folderAt(content, index));
      }
    }
    this.pool.forget(folders);
  }

  /** Starts a thread before there is work for it: it takes a while to come up. */
  warmUp(): void {
    this.pool.warmUp(this.#memory ? readLoaded(this.#memory) : []);
  }

  /** Ends every thread. */
  async close(): Promise<void> {
    if (this.#memory) writeLoaded(this.#memory, this.pool.loaded);
    await this.pool.close();
    if (this.#temporary) rmSync(this.#folder, { recursive: true, force: true });
  }

  #folderAt(content: string, index: number): string {
    return join(this.#folder, `${content}-${index}`);
  }
}

interface Owner {
  functionArn: string;
  account: object;
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
