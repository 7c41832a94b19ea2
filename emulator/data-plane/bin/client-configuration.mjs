import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of this process's configuration, `/opt/cloudhsm/etc` of the real SDK. */
export function configurationFolder(emulatorEtc) {
  return process.env.HSM_EMULATOR_ETC || emulatorEtc;
}

export function emulatorUrl(emulatorEtc) {
  return JSON.parse(readFileSync(join(emulatorEtc, 'emulator.json'), 'utf8')).url;
}

/** `cloudhsm-cli.cfg` as Client SDK 5 writes it, or a new one. */
export function readConfiguration(etc) {
  const file = join(etc, 'cloudhsm-cli.cfg');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  return {
    clusters: [{ type: 'hsm1', cluster: { hsm_ca_file: join(etc, 'customerCA.crt'), servers: [] } }],
    logging: { log_type: 'term', log_level: 'info' },
  };
}

export function writeConfiguration(etc, configuration) {
  mkdirSync(etc, { recursive: true });
  writeFileSync(join(etc, 'cloudhsm-cli.cfg'), `${JSON.stringify(configuration, undefined, 2)}\n`);
}
