/** Thrown out of whatever waits in a scope that was aborted. */
export class Aborted extends Error {
  constructor() {
    super('aborted');
    this.name = 'Aborted';
  }
}

/** A line of control that can be aborted as a whole: an execution's run, a branch, an iteration. Children end with it. */
export class Scope {
  #aborted = false;
  readonly #waiting = new Set<() => void>();

  get aborted(): boolean {
    return this.#aborted;
  }

  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    for (const cut of [...this.#waiting]) cut();
    this.#waiting.clear();
  }

  child(): Scope {
    const child = new Scope();
    if (this.#aborted) child.abort();
    else this.#waiting.add(() => child.abort());
    return child;
  }

  /**
   * Waits for `work`, unless the scope is aborted first.
   *
   * @throws Aborted when it is; whatever `work` does then is its own business
   */
  wait<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cut = () => reject(new Aborted());
      if (this.#aborted) cut();
      else this.#waiting.add(cut);
      const settled = () => this.#waiting.delete(cut);
      work.then(
        (value) => {
          settled();
          resolve(value);
        },
        (error: unknown) => {
          settled();
          reject(error);
        },
      );
    });
  }
}
