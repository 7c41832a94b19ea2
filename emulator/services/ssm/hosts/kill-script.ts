import type { ChildProcess } from 'node:child_process';

/** A script with all that it has started. */
export function killScript({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it has ended meanwhile
  }
}
