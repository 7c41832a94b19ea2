interface Timers {
  setTimeout(callback: (...given: unknown[]) => void, delay?: number): unknown;
  clearTimeout(timer: unknown): void;
}

interface Options {
  ref?: boolean;
  signal?: AbortSignal;
}

/** What `node:timers/promises` makes of timers. */
export function promisesOf({ setTimeout, clearTimeout }: Timers) {
  const wait = <T>(delay?: number, value?: T, { signal, ref = true }: Options = {}): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      const aborted = () => reject(abortion(signal!));
      if (signal?.aborted) return aborted();
      const done = () => {
        signal?.removeEventListener('abort', abort);
        resolve(value);
      };
      const timer = setTimeout(done, delay);
      const abort = () => {
        clearTimeout(timer);
        aborted();
      };
      if (!ref) (timer as NodeJS.Timeout).unref();
      signal?.addEventListener('abort', abort, { once: true });
    });
  async function* repeat<T>(delay?: number, value?: T, options?: Options) {
    for (;;) yield await wait(delay, value, options);
  }
  return {
    setTimeout: wait,
    setInterval: repeat,
    scheduler: { wait: (delay?: number, options?: Options) => wait(delay, undefined, options), yield: () => new Promise(setImmediate) },
  };
}

/** As Node rejects what is called off. */
function abortion(signal: AbortSignal): Error {
  return Object.assign(new Error('The operation was aborted', { cause: signal.reason }), { name: 'AbortError', code: 'ABORT_ERR' });
}
