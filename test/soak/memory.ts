import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/** In MB. */
export interface Memory {
  /** What is in use in the emulator's thread: its heap, and the bytes of buffers. */
  used: number;
  /** What the process has, the threads of functions included. */
  rss: number;
}

/** What is in use when everything that can go has gone. */
export function memoryInUse(): Memory {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { used: (heapUsed + external) / 1e6, rss: rss / 1e6 };
}
