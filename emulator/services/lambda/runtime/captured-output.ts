import { format } from 'node:util';
import type { Report } from './protocol.ts';

const levels = { log: 'INFO', info: 'INFO', debug: 'DEBUG', warn: 'WARN', error: 'ERROR', trace: 'TRACE' } as const;

/**
 * Sends what the function prints to the pool: `console` calls with their level, as Lambda's runtime logs them, and whatever is
 * written to stdout and stderr as it is (loggers that have a Console of their own write there).
 */
export function captureOutput(send: (report: Report) => void): void {
  for (const [method, level] of Object.entries(levels)) {
    console[method as keyof typeof levels] = (...values: unknown[]) => send({ kind: 'console', level, text: format(...values) });
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = ((chunk: string | Uint8Array, encoding?: unknown, done?: () => void) => {
      send({ kind: 'output', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString() });
      (typeof encoding === 'function' ? encoding : done)?.();
      return true;
    }) as typeof stream.write;
  }
}
