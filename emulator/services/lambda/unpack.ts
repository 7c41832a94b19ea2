import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { AwsError } from '../../kernel/aws-error.ts';

/**
 * Keeps a function's zip, to be unpacked by the worker that loads it first.
 *
 * @param root the folder that it will be unpacked to
 * @throws AwsError InvalidParameterValueException for bytes that are no zip, or entries that leave the folder
 */
export function keepZip(zip: Uint8Array, root: string): void {
  const names: string[] = [];
  try {
    unzipSync(zip, { filter: ({ name }) => names.push(name) === 0 });
  } catch {
    throw invalidZip();
  }
  if (names.some((name) => !resolve(root, name).startsWith(resolve(root) + sep))) throw invalidZip();
  if (existsSync(`${root}.zip`)) return;
  mkdirSync(dirname(root), { recursive: true });
  const file = join(mkdtempSync(`${root}.`), 'zip');
  writeFileSync(file, zip);
  renameSync(file, `${root}.zip`); // at once: another process may unpack it
  rmdirSync(dirname(file));
}

/** Unpacks the kept zip of a folder that is not there yet. */
export function unpackOnce(root: string): void {
  if (existsSync(root) || !existsSync(`${root}.zip`)) return;
  const folder = mkdtempSync(`${root}.`);
  for (const [name, content] of Object.entries(unzipSync(readFileSync(`${root}.zip`)))) {
    if (name.endsWith('/')) continue;
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  try {
    renameSync(folder, root);
  } catch {
    rmSync(folder, { recursive: true }); // another worker was faster
  }
}

function invalidZip(): AwsError {
  return new AwsError('InvalidParameterValueException', 'Could not unzip uploaded file. Please check your file, then try to upload again.');
}
