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

/** How much a series grows from one value to the next: the slope of the line through them, since when garbage goes differs from day to day. */
export function growth(series: number[]): number {
  const middle = (series.length - 1) / 2;
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  const together = series.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
  const squares = series.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  return squares === 0 ? 0 : together / squares;
}
