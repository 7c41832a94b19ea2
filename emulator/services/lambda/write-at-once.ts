import { mkdirSync, mkdtempSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Writes a file, and its folder where there is none, so that another process finds all of it or nothing. */
export function writeAtOnce(path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = join(mkdtempSync(`${path}.`), basename(path));
  writeFileSync(file, content);
  renameSync(file, path);
  rmdirSync(dirname(file));
}
