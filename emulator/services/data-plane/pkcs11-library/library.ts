import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { DataPlanePlace } from '../needs.ts';
import { libraryName, neededPrograms } from './needed-programs.ts';

const run = promisify(execFile);
const sources = fileURLToPath(new URL('../../../../pkcs11', import.meta.url));
const flags = ['-std=c11', '-O2', '-fPIC', '-shared', '-Wall', '-Wextra', '-Werror', '-fvisibility=hidden'];
const libraries = ['-ldl', '-lpthread'];

/**
 * Puts the library into the emulator's folder. It is compiled when its sources are new, and kept by their hash.
 *
 * @throws AwsError which says what to install
 */
export async function placeLibrary({ kernel, region }: Pick<DataPlanePlace, 'kernel' | 'region'>): Promise<string> {
  const lib = join(kernel.folder, 'lib');
  const path = join(lib, libraryName);
  if (await isThere(path)) return path;
  const built = await build(kernel.cache);
  for (const folder of [lib, join(kernel.folder, 'run')]) await mkdir(folder, { recursive: true });
  // where the library finds the emulator
  await writeFile(join(lib, 'emulator.json'), JSON.stringify({ url: kernel.url, region }));
  return whole(path, (beside) => copyFile(built, beside));
}

async function build(cache: string): Promise<string> {
  const programs = neededPrograms();
  if ('missing' in programs) throw new AwsError('Missing', programs.missing);
  const files = (await readdir(sources)).filter((file) => /\.[ch]$/.test(file)).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(sources, file))));
  const hash = createHash('sha256').update([...flags, ...files].join(' '));
  for (const text of texts) hash.update(text);
  const kept = join(cache, 'pkcs11', hash.digest('hex').slice(0, 16));
  const path = join(kept, libraryName);
  if (await isThere(path)) return path;
  await mkdir(kept, { recursive: true });
  const units = files.filter((file) => file.endsWith('.c'));
  return whole(path, async (beside) => {
    await run(programs.cc, [...flags, '-o', beside, ...units, ...libraries], { cwd: sources }).catch(
      (error: Error & { stderr?: string }) => {
        throw new AwsError('NotBuilt', `the local PKCS #11 library was not compiled by ${programs.cc}: ${error.stderr || error.message}`);
      },
    );
  });
}

/** A file that appears whole: others may look for it at the same time. */
async function whole(path: string, write: (beside: string) => Promise<unknown>): Promise<string> {
  const beside = `${path}.${randomUUID()}`;
  await write(beside);
  await rename(beside, path);
  return path;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
