import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { CommandError, exitCodes } from '../exit.ts';
import { tidily } from './tidy.ts';

/** A file, or standard input. */
export function input(file: string | undefined): AsyncIterable<Buffer> {
  return tidily(file === undefined ? process.stdin : read(file));
}

async function* read(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file) as AsyncIterable<Buffer>;
  } catch (cause) {
    throw new CommandError(`${file} cannot be read: ${(cause as Error).message}`, exitCodes.badInput, 'BadOption', { cause });
  }
}

/**
 * Writes to standard output, or to a file that appears whole or not at all: it is written beside, and renamed.
 *
 * @throws CommandError
 */
export async function output(file: string | undefined, write: (to: NodeJS.WritableStream) => Promise<void>): Promise<void> {
  if (file === undefined) return write(process.stdout);
  const beside = `${file}.${randomUUID()}`;
  const to = createWriteStream(beside, { mode: 0o600, flags: 'wx' });
  const done = finished(to);
  done.catch(() => {}); // who awaits it hears of it
  try {
    await write(to);
    to.end();
    await done;
    await rename(beside, file);
  } catch (error) {
    to.destroy();
    await rm(beside, { force: true });
    const { code, message, path } = error as NodeJS.ErrnoException;
    if (code && path?.startsWith(file))
      throw new CommandError(`${file} cannot be written: ${message}`, exitCodes.badInput, 'BadOption', { cause: error });
    throw error;
  }
}
