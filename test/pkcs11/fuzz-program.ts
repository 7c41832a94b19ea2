import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { neededPrograms } from '../../emulator/services/data-plane/pkcs11-library/needed-programs.ts';

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
  const programs = neededPrograms();
  if ('missing' in programs) throw new Error(programs.missing);
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-pkcs11-'));
  try {
    const sources = readdirSync(library).filter((file) => file.endsWith('.c') && !replaced.includes(file));
    const units = [...sources.map((file) => join(library, file)), join(here, 'lone-cluster.c'), join(here, 'fuzz.c')];
    execFileSync(programs.cc, [...flags, '-o', join(folder, 'fuzz'), ...units, '-ldl', '-lpthread']);
    const store = join(folder, 'store.conf');
    mkdirSync(join(folder, 'keys'));
    writeFileSync(store, `directories.tokendir = ${join(folder, 'keys')}\nobjectstore.backend = file\nlog.level = ERROR\n`);
    const pin = ['--so-pin', 'store-password', '--pin', 'store-password'];
    execFileSync(programs.softhsmUtil, ['--init-token', '--free', '--label', 'hsm1', ...pin], {
      env: { ...process.env, SOFTHSM2_CONF: store },
    });
    const env = { ...process.env, PKCS11_STORE: store, PKCS11_SOFTHSM: programs.softhsm };
    return spawnSync(join(folder, 'fuzz'), [String(calls), String(seed)], { env, encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
