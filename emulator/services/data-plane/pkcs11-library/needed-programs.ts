import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the local PKCS #11 library needs of this machine. */
export interface NeededPrograms {
  /** Compiles it. */
  cc: string;
  /** Holds the keys. */
  softhsm: string;
  /** Makes a place for them. */
  softhsmUtil: string;
}

export const libraryName = 'libcloudhsm_pkcs11.so';

/** Where the library lies in an emulator's folder once it is built; null where this machine cannot build it. */
export function libraryPath(folder: string): string | null {
  return 'missing' in neededPrograms() ? null : join(folder, 'lib', libraryName);
}

/** Where distributions put SoftHSM: Debian and Ubuntu, Fedora and RHEL, what is built from source, Homebrew. */
const softhsmPlaces = [
  '/usr/lib/softhsm',
  '/usr/lib/x86_64-linux-gnu/softhsm',
  '/usr/lib/aarch64-linux-gnu/softhsm',
  '/usr/lib64/pkcs11',
  '/usr/lib64/softhsm',
  '/usr/local/lib/softhsm',
  '/opt/homebrew/lib/softhsm',
];

/** The programs, or one sentence that says what to install. */
export function neededPrograms(): NeededPrograms | { missing: string } {
  const cc = onPath('cc');
  const softhsm = softhsmPlaces.map((folder) => join(folder, 'libsofthsm2.so')).find((file) => existsSync(file));
  const softhsmUtil = onPath('softhsm2-util');
  if (cc && softhsm && softhsmUtil) return { cc, softhsm, softhsmUtil };
  const packages = [...(cc ? [] : ['gcc and libc6-dev']), ...(softhsm && softhsmUtil ? [] : ['softhsm2'])];
  return {
    missing: `the local PKCS #11 library needs ${packages.join(' and ')}: install ${packages.length > 1 ? 'them' : 'it'}, with apt-get install on Debian`,
  };
}

function onPath(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
