import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this process's configuration, `/opt/cloudhsm/etc` of the real SDK. */
export function configurationFolder(emulatorEtc) {
  return process.env.HSM_EMULATOR_ETC || emulatorEtc;
}

/**
 * @returns {{url: string, version: string, region: string}} where the emulator listens, which version of the CLI it takes the part of, and
 *   the region that this machine is in
 */
export function emulator(emulatorEtc) {
  return JSON.parse(readFileSync(join(emulatorEtc, 'emulator.json'), 'utf8'));
}

/** `cloudhsm-cli.cfg` as Client SDK 5 writes it, or a new one. */
export function readConfiguration(etc) {
  const file = join(etc, 'cloudhsm-cli.cfg');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const log_file = join(dirname(etc), 'run', 'cloudhsm-cli.log');
  return {
    clusters: [{ type: 'hsm1', cluster: { hsm_ca_file: join(etc, 'customerCA.crt'), servers: [] } }],
    logging: { log_type: 'file', log_file, log_level: 'info', log_interval: 'daily' },
  };
}

export function writeConfiguration(etc, configuration) {
  mkdirSync(etc, { recursive: true });
  writeFileSync(join(etc, 'cloudhsm-cli.cfg'), `${JSON.stringify(configuration, undefined, 2)}\n`);
}
