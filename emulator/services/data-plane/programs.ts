import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataPlanePlace } from './needs.ts';

/** What each program configures or is: the file of its configuration is called so. */
const components = { 'cloudhsm-cli': 'cloudhsm-cli', 'configure-cli': 'cloudhsm-cli', 'configure-pkcs11': 'cloudhsm-pkcs11' };
const client = fileURLToPath(new URL('./client/client.bash', import.meta.url));

/**
 * Puts the emulated `cloudhsm-cli`, `configure-cli` and `configure-pkcs11` into `<folder>/bin`, in a folder laid out as the real SDK's /opt/cloudhsm. Their
 * configuration lives in `<folder>/etc`, and their log in `<folder>/run`; HSM_EMULATOR_ETC names another folder for the configuration of
 * one process.
 *
 * @param sdk the folder that holds configuration and log, where that is another
 */
export function installPrograms({ url, region }: Pick<DataPlanePlace, 'region' | 'url'>, folder: string, sdk = folder): void {
  const [bin, etc] = [join(folder, 'bin'), join(sdk, 'etc')];
  for (const one of [bin, etc]) mkdirSync(one, { recursive: true });
  const { hostname, port } = new URL(url);
  const bash = existsSync('/bin/bash') ? '/bin/bash' : '/usr/bin/env bash';
  for (const [name, component] of Object.entries(components)) {
    const program = join(bin, name);
    const variables = Object.entries({ program: name, component, etc, host: hostname, port, region });
    const settings = variables.map(([variable, value]) => `${variable}=${quoted(value)}`).join(' ');
    writeFileSync(program, `#!${bash}\n${settings}\n. ${quoted(client)}\n`);
    chmodSync(program, 0o755);
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
