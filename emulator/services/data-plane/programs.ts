import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataPlanePlace } from './needs.ts';

/**
 * Puts the emulated `cloudhsm-cli` and `configure-cli` into `<folder>/bin`, in a folder laid out as the real SDK's /opt/cloudhsm. Their
 * configuration lives in `<folder>/etc`, where they also find the emulator's URL, and their log in `<folder>/run`; HSM_EMULATOR_ETC
 * names another folder for the configuration of one process.
 */
export function installPrograms(place: Pick<DataPlanePlace, 'dataPlane' | 'region' | 'url'>, folder: string): void {
  const { url, region, dataPlane } = place;
  mkdirSync(join(folder, 'bin'), { recursive: true });
  mkdirSync(join(folder, 'etc'), { recursive: true });
  writeFileSync(join(folder, 'etc', 'emulator.json'), JSON.stringify({ url, region, version: dataPlane.settings.version }));
  for (const name of ['cloudhsm-cli', 'configure-cli']) {
    const source = fileURLToPath(new URL(`./bin/${name}.mjs`, import.meta.url));
    const program = join(folder, 'bin', name);
    // this process's Node: there may be none on the PATH of who starts the program
    writeFileSync(program, `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(source)} ${quoted(join(folder, 'etc'))} "$@"\n`);
    chmodSync(program, 0o755);
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
