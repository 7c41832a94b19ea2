/**
 * Ends code that hangs (rule R4): calls `end` after `milliseconds` of real time in which virtual time stood still. While virtual
 * time moves, the code waits for it, which is not hanging; its virtual limit ends it.
 *
 * @param virtualNow the virtual clock's time
 * @returns what calls the watchdog off
 */
export function watch(milliseconds: number, virtualNow: () => number, end: () => void): () => void {
  let seen = virtualNow();
  const timer = setInterval(() => {
    const now = virtualNow();
    if (now === seen) {
      clearInterval(timer);
      end();
    }
    seen = now;
  }, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
