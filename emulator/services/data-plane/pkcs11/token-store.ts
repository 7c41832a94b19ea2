import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Cluster } from '../../cloudhsmv2/cluster.ts';
import { SoftHsmStore } from '../../cloudhsmv2/softhsm/softhsm-store.ts';
import { neededPrograms } from '../pkcs11-library/needed-programs.ts';

const run = promisify(execFile);

/** Opens the stores of all clusters: whose keys are whose, the local library sees to. */
export const storePin = 'kept-by-the-emulated-hsms';

const making = new WeakMap<Cluster, Promise<void>>();

/** SoftHSM, and its configuration for a cluster's keys. */
interface TokenStore {
  softhsm: string;
  configuration: string;
}

/**
 * Sees to it that a cluster's keys stand where the local library finds them.
 *
 * @param folder the emulator's
 * @throws AwsError which says what to install
 */
export async function tokenStore(folder: string, cluster: Cluster): Promise<TokenStore> {
  const programs = neededPrograms();
  if ('missing' in programs) throw new AwsError('Missing', programs.missing);
  const tokens = join(folder, 'keys', cluster.clusterId);
  const configuration = `${tokens}.conf`;
  if (!cluster.keys.store) {
    // two that come at once make one
    const made = making.get(cluster) ?? make(programs.softhsmUtil, cluster, tokens, configuration);
    making.set(cluster, made);
    await made.finally(() => making.delete(cluster));
  }
  return { softhsm: await ownCopy(programs.softhsm, folder), configuration };
}

/** A copy is another library to the system's loader: a program may use the installed SoftHSM beside it, as all do that ask p11-kit. */
async function ownCopy(softhsm: string, folder: string): Promise<string> {
  const lib = join(folder, 'lib');
  const path = join(lib, 'libsofthsm2.so');
  if (existsSync(path)) return path;
  await mkdir(lib, { recursive: true });
  const beside = `${path}.${randomUUID()}`;
  await copyFile(softhsm, beside);
  await rename(beside, path);
  return path;
}

async function make(softhsmUtil: string, { keys }: Cluster, tokens: string, configuration: string): Promise<void> {
  // of a cluster that had the same id before the emulator was reset
  rmSync(tokens, { recursive: true, force: true });
  mkdirSync(tokens, { recursive: true });
  const lines = [`directories.tokendir = ${tokens}`, 'objectstore.backend = file', 'log.level = ERROR', 'slots.removable = false', ''];
  writeFileSync(configuration, lines.join('\n'));
  const token = ['--init-token', '--free', '--label', 'hsm1', '--so-pin', storePin, '--pin', storePin];
  await run(softhsmUtil, token, { env: { ...process.env, SOFTHSM2_CONF: configuration } });
  const [name] = readdirSync(tokens);
  keys.keepIn(new SoftHsmStore(join(tokens, name!), storePin));
}
