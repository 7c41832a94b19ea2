import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { activeHsms } from '../../core/cloudhsm/active-hsms.ts';
import { findCluster, lookForCluster } from '../../core/cloudhsm/environment-cluster.ts';
import { readPassword, readSecretText } from '../../core/credentials/read-password.ts';
import { exchange } from '../../core/http-exchange.ts';
import { type EnvironmentRecord, readRecord } from '../../core/record/file.ts';
import { readUsers } from '../../core/record/users.ts';
import { adminNames } from '../../core/users/admins.ts';
import { ProcessFolder } from '../../emulator/kernel/process-folder.ts';
import { takeSettings } from '../deployment.ts';
import { BadOption, CommandError, exitCodes } from '../exit.ts';
import { healthOf } from '../local/health.ts';
import { isAnswering } from '../output.ts';
import { openTarget, type Target } from '../target.ts';
import { whole } from '../text/wrap.ts';
import { openToken, type Token } from './token/open-token.ts';

export interface KeysOptions {
  region?: string;
  stage: string;
  json?: true;
  module?: string;
  user?: string;
}

/** Where the library of CloudHSM lies. */
const usualModule = '/opt/cloudhsm/lib/libcloudhsm_pkcs11.so';

/**
 * Does something with the keys of an environment, logged in as one of its crypto users.
 *
 * @throws CommandError
 */
export async function withToken(environment: string, options: KeysOptions, work: (token: Token) => Promise<void>): Promise<void> {
  const target = await openTarget(options);
  const { module, leave } = await moduleOf(environment, options, target);
  try {
    const token = await openToken(module, () => pinOf(environment, options)).catch(async (error: Error) => {
      throw error.name === 'HsmUnreachable' ? ((await withoutHsms(environment, target)) ?? error) : error;
    });
    try {
      await work(token);
    } finally {
      token.close();
    }
  } finally {
    leave();
    await target.close();
  }
}

/** The module that is named, the emulator's where one answers, CloudHSM's otherwise. */
async function moduleOf(environment: string, { module }: KeysOptions, target: Target): Promise<{ module: string; leave(): void }> {
  await takeSettings(target);
  if (module !== undefined) return { module, leave: () => {} };
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (!endpoint || !(await healthOf(endpoint))) return { module: usualModule, leave: () => {} };
  return emulated(environment, endpoint, target);
}

/** Has the emulator build its library, and configures it for this process alone. */
async function emulated(environment: string, endpoint: string, { again }: Target): Promise<{ module: string; leave(): void }> {
  const { text } = await exchange(new URL('/_emulator/pkcs11/library', endpoint), { method: 'POST' });
  const { path, message = 'it answers with an error' } = JSON.parse(text) as { path?: string; message?: string };
  if (!path) throw new CommandError(message, exitCodes.badInput, 'ModuleMissing', { remedy: 'then run the same command again' });
  const record = await readRecord(environment);
  const cluster = await lookForCluster(environment, record.clusterId);
  if (!cluster) throw noEnvironment(environment, again);
  const own = new ProcessFolder('keys');
  const folder = own.path;
  const issuer = join(folder, 'customerCA.crt');
  if (record.trustAnchor) writeFileSync(issuer, await readSecretText(record.trustAnchor.secretArn));
  const servers = activeHsms(cluster).map(({ ip }) => ({ hostname: ip, port: 2223, enable: true }));
  const configuration = {
    clusters: [{ type: 'hsm1', cluster: { hsm_ca_file: issuer, servers, options: availability(record) }, cluster_id: cluster.clusterId }],
    logging: { log_type: 'term', log_file: '', log_level: 'info', log_interval: 'never' },
  };
  writeFileSync(join(folder, 'cloudhsm-pkcs11.cfg'), JSON.stringify(configuration));
  process.env.HSM_EMULATOR_ETC = folder;
  const leave = () => own.remove();
  process.once('exit', leave);
  return { module: path, leave };
}

/** An environment of one HSM cannot keep a key on two. */
function availability({ environment }: EnvironmentRecord): { disable_key_availability_check: boolean } {
  return { disable_key_availability_check: (environment?.hsmCount ?? 2) < 2 };
}

/** `user:password`, from the environment's secret or asked for. */
async function pinOf(environment: string, { user }: KeysOptions): Promise<string> {
  const [record, secrets] = await Promise.all([readRecord(environment), readUsers(environment)]);
  const name = user ?? record.environment?.cryptoUsers?.[0];
  if (!name && record.hash && !record.environment) {
    const remedy = 'name a crypto user with --user, or provision it with its file';
    throw new BadOption(`the file on record of ${environment} cannot be read: it does not say which crypto user is meant`, { remedy });
  }
  if (!name) {
    const remedy = 'name one with --user, or let its file have cryptoUsers and provision it';
    throw new BadOption(`the environment ${environment} has no crypto user`, { remedy });
  }
  if (name === 'kmsuser' || adminNames.includes(name)) throw noKeysOf(name, record.environment?.cryptoUsers ?? []);
  const secret = secrets[name];
  if (secret) return `${name}:${await readPassword(secret)}`;
  if (isAnswering()) {
    const { password } = await import('@inquirer/prompts');
    return `${name}:${await password({ message: `Password of the crypto user ${name}` }, { output: process.stderr })}`;
  }
  const known =
    Object.keys(secrets)
      .filter((one) => one !== 'kmsuser' && !adminNames.includes(one))
      .join(', ') || 'none';
  const remedy = `name another with --user: ${known}; or run it on a terminal, which asks for the password`;
  throw new BadOption(`the environment ${environment} has no secret of a user ${name}`, { remedy });
}

/** A login as one of them would count as a wrong password, and five lock the user. */
function noKeysOf(name: string, cryptoUsers: string[]): BadOption {
  const why = name === 'kmsuser' ? 'belongs to KMS, and its keys are used through KMS' : 'is an administrator, who has no keys';
  const remedy = `name a crypto user with --user: ${cryptoUsers.join(', ') || 'cryptoUsers of its file, once it is provisioned'}`;
  return new BadOption(`${name} ${why}`, { remedy });
}

/** Why nothing answers, where it is because there is no HSM at all. Who may not ask CloudHSM learns what the module says. */
async function withoutHsms(environment: string, { again }: Target): Promise<CommandError | undefined> {
  const cluster = await findCluster(environment).catch(() => undefined);
  return cluster?.hsms.length === 0 ? parked(environment, (await readRecord(environment)).environment?.hsmCount, again) : undefined;
}

/** @param asked how many HSMs its file asks for, which scaling changes */
export function parked(environment: string, asked: number | undefined, again: string): CommandError {
  const remedy = `${whole(`npx hsm scale ${environment} --hsms ${asked ?? 2}${again}`)} brings its HSMs back, with the keys of its newest backup`;
  return new CommandError(`the environment ${environment} is parked: it has no HSM`, exitCodes.refused, 'HsmUnreachable', { remedy });
}

function noEnvironment(environment: string, again: string): CommandError {
  const remedy = `${whole(`npx hsm list${again}`)} shows which there are`;
  return new CommandError(`the environment ${environment} has no cluster`, exitCodes.badInput, 'NoSuchEnvironment', { remedy });
}
