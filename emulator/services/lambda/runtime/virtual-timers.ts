import { createRequire, syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';
import { promisesOf } from './timer-promises.ts';

// what functions get: an import would be changed for this file alone where commands are bundled
const timers = createRequire(import.meta.url)('node:timers') as Record<string, unknown>;
const real = { setTimeout, setInterval, clearTimeout };
const longest = 2 ** 31 - 1;

/** Virtual milliseconds of the epoch, which stand still while code runs. */
let now = 0;
/** Whose code runs. */
let owner = '';
let order = 0;
const waiting = new Set<VirtualTimer>();

/** A timer as Node has them, which fires when the local AWS's time has come. */
class VirtualTimer {
  readonly owner = owner;
  readonly order = order++;
  readonly #run: () => void;
  readonly #delay: number;
  readonly #repeats: boolean;
  #keepsAlive = true;
  due = 0;

  constructor(run: () => void, delay: number, repeats: boolean) {
    this.#run = run;
    this.#delay = delay;
    this.#repeats = repeats;
    this.refresh();
  }

  fire(): void {
    if (this.#repeats) this.refresh();
    else this.close();
    this.#run();
  }

  ref(): this {
    this.#keepsAlive = true;
    return this;
  }

  unref(): this {
    this.#keepsAlive = false;
    return this;
  }

  hasRef(): boolean {
    return this.#keepsAlive;
  }

  refresh(): this {
    this.due = now + this.#delay;
    waiting.add(this);
    return this;
  }

  close(): this {
    waiting.delete(this);
    return this;
  }

  [Symbol.toPrimitive](): string {
    return `virtual ${this.order}`;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/**
 * Has timers of functions fire when virtual time has come, which goes on while a function has nothing else to do: code that asks again
 * after a while finds that AWS has gone on meanwhile. Those of a millisecond or less are this machine's.
 */
export function keepVirtualTimers(): void {
  const set =
    (repeats: boolean) =>
    (callback: (...given: unknown[]) => void, delay?: number, ...given: unknown[]): unknown => {
      const milliseconds = Number(delay);
      // what is no function is refused, and what is no delay is one of a millisecond
      if (typeof callback !== 'function' || !(milliseconds > 1 && milliseconds <= longest))
        return (repeats ? real.setInterval : real.setTimeout)(callback, delay, ...given);
      return new VirtualTimer(() => callback(...given), Math.trunc(milliseconds), repeats);
    };
  const clear = (timer: unknown) => {
    const virtual = timer instanceof VirtualTimer ? timer : [...waiting].find((one) => `${one}` === timer);
    if (virtual) virtual.close();
    else real.clearTimeout(timer as NodeJS.Timeout);
  };
  const virtual = { setTimeout: set(false), setInterval: set(true), clearTimeout: clear, clearInterval: clear };
  const promises = promisesOf(virtual);
  Object.defineProperty(virtual.setTimeout, promisify.custom, { value: promises.setTimeout });
  Object.assign(globalThis, virtual);
  Object.assign(timers, virtual);
  Object.assign(timers.promises as object, promises);
  syncBuiltinESMExports();
}

/**
 * Whose code runs from now on, and when. What it left waiting when it was frozen goes on.
 *
 * @param milliseconds of the epoch
 */
export function goOn(whose: string, milliseconds: number): void {
  owner = whose;
  now = milliseconds;
  setImmediate(fireNext);
}

/** Milliseconds of the epoch; they stand still while code runs. */
export function virtualNow(): number {
  return now;
}

/** Milliseconds until the first timer that keeps the function alive; undefined where there is none. */
export function untilFirst(): number | undefined {
  const own = [...waiting].filter((timer) => timer.owner === owner);
  return own.some((timer) => timer.hasRef()) ? Math.max(0, Math.min(...own.map(({ due }) => due)) - now) : undefined;
}

/** One after the other, in turns of the event loop, so that what each sets going comes first. */
function fireNext(): void {
  const [first] = [...waiting]
    .filter((timer) => timer.owner === owner && timer.due <= now)
    .sort((a, b) => a.due - b.due || a.order - b.order);
  if (!first) return;
  setImmediate(fireNext);
  first.fire();
}
