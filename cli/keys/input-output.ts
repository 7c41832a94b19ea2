import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { BadOption } from '../exit.ts';
import { tidily } from './tidy.ts';

/** Where data comes from, and where it goes; standard input and output without them. */
export interface Files {
  in?: string;
  out?: string;
}

/** A file, or standard input. */
export function input(file: string | undefined): AsyncIterable<Buffer> {
  return tidily(file === undefined ? process.stdin : read(file));
}

async function* read(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file) as AsyncIterable<Buffer>;
  } catch (cause) {
    throw new BadOption(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/**
 * Writes to standard output, or to a file that appears whole or not at all: it is written beside, and renamed. A device or a pipe takes
 * what comes; it is no file that could be put in another's place.
 *
 * @throws CommandError
 */
export async function output(named: string | undefined, write: (to: NodeJS.WritableStream) => Promise<void>): Promise<void> {
  if (named === undefined) return write(process.stdout);
  const there = await stat(named).catch(() => undefined);
  if (there?.isDirectory()) throw new BadOption(`${named} is a folder`, { remedy: 'name a file in it' });
  const whole = !there || there.isFile();
  // where a link leads
  const file = there?.isFile() ? await realpath(named) : named;
  const beside = whole ? `${file}.${randomUUID()}` : file;
  const to = createWriteStream(beside, { mode: 0o600, flags: whole ? 'wx' : 'w' });
  const done = finished(to);
  done.catch(() => {}); // who awaits it hears of it
  const kept = whole ? unlessInterrupted(beside) : () => {};
  let broken: Error | undefined;
  to.on('error', (error: NodeJS.ErrnoException) => {
    // others come from what was to be written
    if (error.syscall) broken = error;
  });
  try {
    await write(to);
    to.end();
    await done;
    if (whole) await rename(beside, file);
  } catch (error) {
    to.destroy();
    // a file that is still being opened appears before it is closed
    if (!to.closed) await new Promise<void>((resolve) => to.once('close', resolve));
    if (whole) await rm(beside, { force: true });
    const { code, message, path }: NodeJS.ErrnoException = broken ?? (error as Error);
    if (broken || (code && path?.startsWith(file))) throw new BadOption(`${named} cannot be written: ${message}`, { cause: error });
    throw error;
  } finally {
    kept();
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Has a file removed where the command is interrupted, until what it returns is called. */
function unlessInterrupted(file: string): () => void {
  const end = (signal: NodeJS.Signals) => {
    rmSync(file, { force: true });
    kept();
    process.kill(process.pid, signal);
  };
  const kept = () => {
    for (const signal of signals) process.off(signal, end);
  };
  for (const signal of signals) process.once(signal, end);
  return kept;
}
