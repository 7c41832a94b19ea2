import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { AwsError } from '../api/error.ts';

/**
 * Unpacks a function's zip into a folder of its own, in place of what was there.
 *
 * @throws AwsError InvalidParameterValueException for bytes that are no zip, or entries that leave the folder
 */
export function unpack(zip: Uint8Array, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(entries(zip))) {
    if (name.endsWith('/')) continue;
    const file = join(folder, name);
    if (!resolve(file).startsWith(resolve(folder) + sep)) throw invalidZip();
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

function entries(zip: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(zip);
  } catch {
    throw invalidZip();
  }
}

function invalidZip(): AwsError {
  return new AwsError('InvalidParameterValueException', 'Could not unzip uploaded file. Please check your file, then try to upload again.');
}
