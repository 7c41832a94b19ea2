import { readFileSync, rmSync, writeFileSync } from 'node:fs';

const pauseMilliseconds = 100;

/**
 * Runs something that only one process of this machine may do at a time; others wait for their turn. A process that died holds nobody up.
 *
 * @param lockFile exists while it runs, with the process id in it
 */
export function oneAtATime<Result>(lockFile: string, run: () => Result): Result {
  while (!taken(lockFile)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMilliseconds);
  try {
    return run();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function taken(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
    if (!holderLives(lockFile)) rmSync(lockFile, { force: true });
    return false;
  }
}

function holderLives(lockFile: string): boolean {
  try {
    const holder = Number(readFileSync(lockFile, 'utf8'));
    // between its creation and its content there is a moment
    if (holder > 0) process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
