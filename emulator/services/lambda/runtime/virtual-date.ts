const RealDate = Date;
const billion = 1_000_000_000n;
const realNow = Date.now.bind(Date);
const realHrtime = process.hrtime.bigint.bind(process.hrtime);
const realPerformance = performance.now.bind(performance);
/** Milliseconds from this machine's time to that of the local AWS. */
let ahead = 0;
/** Milliseconds that passed in sleep, which clocks without a date have not seen. */
let slept = 0;

/**
 * `Date` of a worker from now on: code that asks for the time hears that of the local AWS, by which timestamps of answers, of events and
 * of its own log are. What dates say and how they are read is as ever. Clocks without a date see how long the function slept.
 */
export function keepVirtualDate(): void {
  RealDate.now = () => realNow() + ahead;
  globalThis.Date = new Proxy(RealDate, {
    construct: (date, parameters, target) => Reflect.construct(date, parameters.length > 0 ? parameters : [date.now()], target),
    apply: (date) => new date(date.now()).toString(),
  });
  RealDate.prototype.constructor = globalThis.Date;
  performance.now = () => realPerformance() + slept;
  const bigint = () => realHrtime() + BigInt(slept) * 1_000_000n;
  const hrtime = ([seconds, rest]: [number, number] = [0, 0]): [number, number] => {
    const passed = bigint() - (BigInt(seconds) * billion + BigInt(rest));
    const nanoseconds = ((passed % billion) + billion) % billion;
    return [Number((passed - nanoseconds) / billion), Number(nanoseconds)];
  };
  process.hrtime = Object.assign(hrtime, { bigint });
}

/** @param now what time it is in the local AWS, in milliseconds of the epoch; it goes on as this machine's does */
export function setVirtualDate(now: number): void {
  ahead = now - realNow();
}

/** Milliseconds of this machine since an instant of which nothing is known. */
export function machineTime(): number {
  return realPerformance();
}

/**
 * Has every clock go on by what a function slept, and none of them back.
 *
 * @param now what time it is in the local AWS
 * @param milliseconds how long it slept
 * @param since this machine's time when it fell asleep
 */
export function passSleep(now: number, milliseconds: number, since: number): void {
  const unseen = Math.max(0, Math.round(milliseconds - (realPerformance() - since)));
  ahead = Math.max(now - realNow(), ahead + unseen);
  slept += unseen;
}
