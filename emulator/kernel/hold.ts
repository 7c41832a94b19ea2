import { AsyncLocalStorage } from 'node:async_hooks';

/** Keeps the clock still until released. A parked hold does not count: its owner waits for virtual time itself. */
export interface Hold {
  park(): void;
  unpark(): void;
  /** Its owner waits for something that holds the clock itself as far as it has to; there may be several at once. */
  asks(): void;
  answered(): void;
  release(): void;
}

/** What keeps one clock still. */
export class Holds {
  #counted = 0;
  readonly #begins: () => void;
  readonly #ends: () => void;

  /**
   * @param begins called when the first hold counts
   * @param ends called when the last one counts no more
   */
  constructor(begins: () => void, ends: () => void) {
    this.#begins = begins;
    this.#ends = ends;
  }

  /** Whether one of them counts. */
  get any(): boolean {
    return this.#counted > 0;
  }

  take(): Hold {
    let counted = false;
    let released = false;
    let parked = false;
    let asked = 0;
    const count = () => {
      const wanted = !released && !parked && asked === 0;
      if (wanted === counted) return;
      counted = wanted;
      if (wanted) this.#add();
      else this.#remove();
    };
    count();
    return {
      park: () => {
        parked = true;
        count();
      },
      unpark: () => {
        parked = false;
        count();
      },
      asks: () => {
        asked++;
        count();
      },
      answered: () => {
        asked--;
        count();
      },
      release: () => {
        released = true;
        count();
      },
    };
  }

  #add(): void {
    this.#counted++;
    if (this.#counted === 1) this.#begins();
  }

  #remove(): void {
    this.#counted--;
    if (this.#counted === 0) this.#ends();
  }
}

/** The holds that the code which runs now is within: of a request that asks another service, say. */
const around = new AsyncLocalStorage<Hold[]>();

/** Runs what a hold is for. */
export function within<T>(hold: Hold, work: () => T): T {
  return around.run([...(around.getStore() ?? []), hold], work);
}

/** Runs what holds the clock by itself as far as it has to: what is around it only waits meanwhile, and would else wait for ever. */
export async function apart<T>(work: () => Promise<T>): Promise<T> {
  const holds = around.getStore() ?? [];
  const answer = work();
  for (const hold of holds) hold.asks();
  try {
    return await answer;
  } finally {
    for (const hold of holds) hold.answered();
  }
}
