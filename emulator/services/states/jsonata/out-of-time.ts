import { readFileSync } from 'node:fs';

/** Real time between two looks at a process that has not answered. */
const patienceMilliseconds = 2_000;
/** AWS's second. */
const limitMilliseconds = 1_000;
/** That Linux counts a process's time in. */
const millisecondsOfTick = 10;

/**
 * Calls `end` for a process that has had its time without an answer: a pattern that goes back and forth without end counts no steps. Others may be
 * using the processors, so that its time is what it had of them; one that gets nothing done waits for what never comes.
 *
 * @param timeOf milliseconds of the processor that a process has had; undefined where this system does not tell
 * @returns what `clearInterval` calls off
 */
export function whenOutOfTime(pid: number, end: () => void, timeOf = processorTime): NodeJS.Timeout {
  const begun = timeOf(pid);
  let seen = begun;
  const timer = setInterval(() => {
    const now = timeOf(pid);
    const works = now !== undefined && now !== seen && now - begun! < limitMilliseconds;
    seen = now;
    if (works) return;
    clearInterval(timer);
    end();
  }, patienceMilliseconds);
  return timer;
}

/** Source: proc_pid_stat(5), utime and stime. */
function processorTime(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14).map(Number);
    return (user! + system!) * millisecondsOfTick;
  } catch {
    return undefined;
  }
}
