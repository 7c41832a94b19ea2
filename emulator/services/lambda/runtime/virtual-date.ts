const RealDate = Date;
const realNow = Date.now.bind(Date);
/** Milliseconds from this machine's time to that of the local AWS. */
let ahead = 0;

/**
 * `Date` of a worker from now on: code that asks for the time hears that of the local AWS, by which timestamps of answers, of events and
 * of its own log are. What dates say and how they are read is as ever.
 */
export function keepVirtualDate(): void {
  RealDate.now = () => realNow() + ahead;
  globalThis.Date = new Proxy(RealDate, {
    construct: (date, parameters, target) => Reflect.construct(date, parameters.length > 0 ? parameters : [date.now()], target),
    apply: (date) => new date(date.now()).toString(),
  });
  RealDate.prototype.constructor = globalThis.Date;
}

/** @param now what time it is in the local AWS, in milliseconds of the epoch; it goes on as this machine's does */
export function setVirtualDate(now: number): void {
  ahead = now - realNow();
}
