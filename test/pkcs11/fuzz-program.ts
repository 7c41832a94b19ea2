import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownStore } from './own-store.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const library = fileURLToPath(new URL('../../pkcs11', import.meta.url));
const flags = ['-std=c11', '-g', '-O1', '-fno-sanitize-recover=all', '-fsanitize=address,undefined', '-Wall', '-Wextra', '-Werror'];
/** What asks the emulator is replaced by lone-cluster.c. */
const replaced = ['cluster.c', 'http.c'];

/**
 * Builds the library with the sanitizers in it and calls it at random.
 *
 * @returns what is printed, and the exit status: the sanitizers end the program at the first wrong access
 */
export function fuzzLibrary(calls: number, seed: number): { status: number | null; stdout: string; stderr: string } {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-pkcs11-'));
  try {
    const { cc, softhsm, configuration } = ownStore(folder, 'store-password');
    const sources = readdirSync(library).filter((file) => file.endsWith('.c') && !replaced.includes(file));
    const units = [...sources.map((file) => join(library, file)), join(here, 'lone-cluster.c'), join(here, 'fuzz.c')];
    execFileSync(cc, [...flags, '-o', join(folder, 'fuzz'), ...units, '-ldl', '-lpthread']);
    const env = { ...process.env, PKCS11_STORE: configuration, PKCS11_SOFTHSM: softhsm };
    return spawnSync(join(folder, 'fuzz'), [String(calls), String(seed)], { env, encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
