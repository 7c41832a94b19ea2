import { AsyncResource } from 'node:async_hooks';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';
import { promisesOf } from './timer-promises.ts';
import { machineTime } from './virtual-date.ts';

// what functions get: an import would be changed for this file alone where commands are bundled
const timers = createRequire(import.meta.url)('node:timers') as Record<string, unknown>;
const real = { setTimeout, setInterval, clearTimeout, timeout: AbortSignal.timeout.bind(AbortSignal) };
const longest = 2 ** 31 - 1;

/** Virtual milliseconds of the epoch, which stand still while code runs. */
let now = 0;
/** Whose code runs. */
let owner = '';
let order = 0;
const waiting = new Set<VirtualTimer>();
/** Hears that this machine has waited as long as a timer. */
let onBusy: () => void = () => {};
/** The last instant of this machine at which timers were seen to be ripe. */
let ripeBy = 0;
let asking: { timer: NodeJS.Timeout; at: number } | undefined;
/** Milliseconds that timers had left by this machine's time when others were ripe. */
let unripe = new Map<VirtualTimer, number>();

/** A timer as Node has them, which fires when the local AWS's time has come. */
class VirtualTimer extends AsyncResource {
  readonly owner = owner;
  readonly order = order++;
  readonly #run: () => void;
  readonly #delay: number;
  readonly #repeats: boolean;
  #keepsAlive = true;
  #closed = false;
  due = 0;
  /** When it would fire by this machine's time. */
  ripe = 0;

  constructor(run: () => void, delay: number, repeats: boolean) {
    super('VirtualTimer');
    this.#run = run;
    this.#delay = delay;
    this.#repeats = repeats;
    this.refresh();
  }

  fire(): void {
    if (this.#repeats) this.refresh();
    else waiting.delete(this);
    this.runInAsyncScope(this.#run, this);
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
    if (this.#closed) return this;
    this.due = now + this.#delay;
    waiting.add(this);
    this.ripen();
    askBy(this.ripe);
    return this;
  }

  ripen(): void {
    this.ripe = machineTime() + this.due - now;
  }

  close(): this {
    this.#closed = true;
    waiting.delete(this);
    return this;
  }

  [Symbol.toPrimitive](): number {
    return this.asyncId();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/**
 * Has timers of functions fire when virtual time has come, which goes on while a function has nothing else to do: code that asks again
 * after a while finds that AWS has gone on meanwhile. Those of a millisecond or less are this machine's.
 *
 * @param whenBusy hears when a timer would have fired in this machine's time, while something else keeps the function from being idle:
 * an open connection, a server that does not answer, a loop over turns of the event loop
 */
export function keepVirtualTimers(whenBusy: () => void): void {
  onBusy = whenBusy;
  const set =
    (repeats: boolean) =>
    (callback: (...given: unknown[]) => void, delay?: number, ...given: unknown[]): unknown => {
      const milliseconds = Number(delay);
      // what is no function is refused, and what is no delay is one of a millisecond
      if (typeof callback !== 'function' || !(milliseconds > 1 && milliseconds <= longest))
        return (repeats ? real.setInterval : real.setTimeout)(callback, delay, ...given);
      const run = function (this: unknown) {
        callback.apply(this, given);
      };
      return new VirtualTimer(run, Math.trunc(milliseconds), repeats);
    };
  const clear = (timer: unknown) => {
    const virtual = timer instanceof VirtualTimer ? timer : [...waiting].find((one) => one.asyncId() === Number(timer));
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
  AbortSignal.timeout = timeoutSignal;
}

/** Aborted when the first of both times has come: a request beside which nothing else waits is aborted in this machine's. */
function timeoutSignal(milliseconds: number): AbortSignal {
  const signal = real.timeout(milliseconds);
  if (!(milliseconds > 1 && milliseconds <= longest)) return signal;
  const virtual = new AbortController();
  const reason = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  new VirtualTimer(() => virtual.abort(reason()), Math.trunc(milliseconds), false).unref();
  return AbortSignal.any([signal, virtual.signal]);
}

/**
 * Whose code runs from now on, and when. What it left waiting when it was frozen goes on.
 *
 * @param milliseconds of the epoch
 */
export function goOn(whose: string, milliseconds: number): void {
  owner = whose;
  if (milliseconds > now) for (const [timer, left] of unripe) timer.due = Math.max(timer.due, milliseconds + left);
  unripe = new Map();
  now = milliseconds;
  setImmediate(fireNext);
  for (const timer of ownTimers()) timer.ripen();
  askNext();
}

/** Milliseconds of the epoch; they stand still while code runs. */
export function virtualNow(): number {
  return now;
}

/** Milliseconds until the first timer that keeps the function alive; undefined where there is none. */
export function untilFirst(): number | undefined {
  const own = ownTimers();
  return own.some((timer) => timer.hasRef()) ? Math.max(0, Math.min(...own.map(({ due }) => due)) - now) : undefined;
}

/** Milliseconds until the first of the timers that this machine has waited for; what else waits has as much left afterwards as before. */
export function untilRipe(): number | undefined {
  const own = ownTimers();
  const ripe = own.filter((timer) => timer.ripe <= ripeBy);
  if (ripe.length === 0 || !own.some((timer) => timer.hasRef())) return undefined;
  unripe = new Map(own.filter((timer) => timer.ripe > ripeBy).map((timer) => [timer, Math.ceil(timer.ripe - ripeBy)]));
  return Math.max(0, Math.min(...ripe.map(({ due }) => due)) - now);
}

function ownTimers(): VirtualTimer[] {
  return [...waiting].filter((timer) => timer.owner === owner);
}

function askNext(): void {
  if (asking) real.clearTimeout(asking.timer);
  asking = undefined;
  const [first] = ownTimers()
    .map(({ ripe }) => ripe)
    .filter((ripe) => ripe > ripeBy)
    .sort((a, b) => a - b);
  if (first !== undefined) askBy(first);
}

/** @param at by this machine's time */
function askBy(at: number): void {
  if (asking && asking.at <= at) return;
  if (asking) real.clearTimeout(asking.timer);
  const timer = real.setTimeout(
    // an answer that came while the thread was kept from reading it is read first: it may be what the timer is a limit of
    () => setImmediate(() => setImmediate(() => ripen(at))),
    Math.ceil(at - machineTime()),
  );
  timer.unref();
  asking = { timer, at };
}

function ripen(at: number): void {
  // Node's timers are early by parts of a millisecond
  ripeBy = Math.max(at, machineTime());
  onBusy();
  askNext();
}

/** One after the other, in turns of the event loop, so that what each sets going comes first. */
function fireNext(): void {
  const [first] = ownTimers()
    .filter(({ due }) => due <= now)
    .sort((a, b) => a.due - b.due || a.order - b.order);
  if (!first) return;
  setImmediate(fireNext);
  first.fire();
}
