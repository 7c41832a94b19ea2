import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { AwsError } from '../../../kernel/aws-error.ts';
import { keysFolder } from '../../cloudhsmv2/stored-keys.ts';
import { neededPrograms } from '../pkcs11-library/needed-programs.ts';

const run = promisify(execFile);

/** Opens the stores of all clusters: whose keys are whose, the local library sees to. */
export const storePin = 'kept-by-the-emulated-hsms';

const making = new Map<string, Promise<void>>();

/** SoftHSM, and its configuration for a cluster's keys. */
export interface TokenStore {
  softhsm: string;
  configuration: string;
}

/**
 * Sees to it that there is a place for a cluster's keys.
 *
 * @throws AwsError which says what to install
 */
export async function tokenStore(folder: string, clusterId: string): Promise<TokenStore> {
  const programs = neededPrograms();
  if ('missing' in programs) throw new AwsError('Missing', programs.missing);
  const keys = keysFolder(folder, clusterId);
  const configuration = `${keys}.conf`;
  // two that come at once make one
  const made = making.get(keys) ?? make(programs.softhsmUtil, keys, configuration).finally(() => making.delete(keys));
  making.set(keys, made);
  await made;
  return { softhsm: programs.softhsm, configuration };
}

async function make(softhsmUtil: string, keys: string, configuration: string): Promise<void> {
  mkdirSync(keys, { recursive: true });
  if (!existsSync(configuration)) {
    const lines = [`directories.tokendir = ${keys}`, 'objectstore.backend = file', 'log.level = ERROR', 'slots.removable = false', ''];
    writeFileSync(configuration, lines.join('\n'));
  }
  if (readdirSync(keys).length > 0) return;
  const token = ['--init-token', '--free', '--label', 'hsm1', '--so-pin', storePin, '--pin', storePin];
  await run(softhsmUtil, token, { env: { ...process.env, SOFTHSM2_CONF: configuration } });
}
