import { accessSync, constants, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BadOption } from './exit.ts';

/** Refuses, before there is anything to write, a file of `-o` that it could not be written to. @throws CommandError */
export function demandWritable(file: string): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw unwritable(file, 'is a folder');
  try {
    accessSync(there ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw unwritable(file, `cannot be written (${(error as Error).message})`, error);
  }
}

/** @param flag as of `open`: `wx` overwrites nothing. @throws CommandError */
export function writeWhole(file: string, text: string, flag: 'w' | 'wx' = 'w'): void {
  try {
    writeFileSync(file, text.endsWith('\n') ? text : `${text}\n`, { flag });
  } catch (error) {
    // half of a file would stand in the way of the next try
    if (flag === 'wx' && (error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(file, { force: true });
    throw unwritable(file, `cannot be written (${(error as Error).message})`, error);
  }
}

function unwritable(file: string, problem: string, cause?: unknown): BadOption {
  const remedy = 'name a file in a folder that is there and yours';
  return new BadOption(`-o ${file}: ${problem}`, { remedy, cause });
}
