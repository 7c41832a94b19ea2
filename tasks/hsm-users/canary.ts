import { createPublicKey } from 'node:crypto';
import * as z from 'zod/mini';
import { canaryData, canaryUser, isOfCanary } from '../../core/users/canary.ts';
import { speaksOfConnection } from './answer.ts';
import type { CloudHsmCli, Login } from './cloudhsm-cli.ts';
import type { Log } from './log.ts';
import { makeCanaryAgain, reachHsms } from './remedies.ts';
import type { HsmUsersRequest } from './request.ts';
import type { Secrets } from './secrets.ts';
import { refusedLogin } from './set-up.ts';
import { TaskFailure } from './task-failure.ts';
import { coverageOf, listUsers } from './user-list.ts';

const Key = z.object({
  'key-reference': z.string(),
  attributes: z.object({ modulus: z.string(), 'public-exponent': z.string() }),
});
type Key = z.output<typeof Key>;

const Keys = z.object({ matched_keys: z.array(Key) });
const Pair = z.object({ private_key: Key });
const Signed = z.object({ signature: z.string() });

/**
 * Makes the canary's key, once, and keeps its public half and the signature that it gives beside the user's password: a restored
 * cluster that gives the same signature has the keys of its backup. A key that stands and is known is left alone.
 *
 * @throws TaskFailure
 */
export async function keepCanary(cli: CloudHsmCli, log: Log, secrets: Secrets, secretArn: string, password: string): Promise<void> {
  const login: Login = { username: canaryUser, password, role: 'crypto-user' };
  const standing = await canaryKey(cli, login);
  const secret = await secrets.canary(secretArn);
  if (standing && secret.canary?.publicKey === publicKeyOf(standing)) return;
  const key = standing ?? (await makeKey(cli, login));
  const canary = { publicKey: publicKeyOf(key), signature: await canarySignature(cli, login, key) };
  if (!isOfCanary(canary))
    throw new TaskFailure('UserTaskFailed', `the key ${key['key-reference']} of ${canaryUser} gives a signature that is not its own`);
  await secrets.put(secretArn, { ...secret, canary });
  log.say(`${canaryUser}: its key ${standing ? 'is known' : 'was made'}, and what it signs is kept`);
}

/**
 * Proves that a restored cluster has the keys of its backup: the canary logs in with the password of the backup's time, and its key gives
 * the signature that was kept, byte for byte.
 *
 * @throws TaskFailure BackupNotProven
 */
export async function proveBackup(cli: CloudHsmCli, log: Log, secrets: Secrets, request: HsmUsersRequest): Promise<void> {
  const refuse = (why: string) => new TaskFailure('BackupNotProven', `${request.clusterId}, restored from the backup: ${why}`);
  const { password, canary } = await secrets.canary(request.users[canaryUser] ?? '', request.canaryVersion);
  if (!canary || !isOfCanary(canary)) throw refuse(`the secret of ${canaryUser} keeps no signature of its key`);
  const login: Login = { username: canaryUser, password, role: 'crypto-user' };
  const refused = await refusedLogin(cli, login);
  // an HSM says of a user whom it does not have what it says of a wrong password
  if (refused !== undefined && coverageOf(await listUsers(cli), canaryUser) === 'none') {
    const why = `it holds no user ${canaryUser}, whom somebody had deleted on the HSMs before it was made`;
    throw new TaskFailure('BackupNotProven', `${request.clusterId}, restored from the backup: ${why}`, makeCanaryAgain);
  }
  if (refused !== undefined) throw refuse(`${canaryUser} cannot log in with the password of the backup's time (${refused})`);
  const key = await canaryKey(cli, login);
  if (!key) throw refuse(`${canaryUser} has no key in it`);
  if (publicKeyOf(key) !== canary.publicKey)
    throw refuse(`the key ${key['key-reference']} of ${canaryUser} is another than the one that was kept`);
  if ((await canarySignature(cli, login, key)) !== canary.signature)
    throw refuse(`the key ${key['key-reference']} of ${canaryUser} gives another signature than the one that was kept`);
  log.say(`the key of ${canaryUser} gives the signature that was kept of it`);
}

/** The canary's private key; undefined where there is none. Of several, always the same. */
async function canaryKey(cli: CloudHsmCli, login: Login): Promise<Key | undefined> {
  const filter = [`attr.label=${canaryUser}`, 'attr.class=private-key', 'attr.key-type=rsa'];
  const { matched_keys: keys } = read(Keys, await ask(cli, ['key', 'list', '--filter', ...filter, '--verbose'], login));
  return keys.toSorted((a, b) => (a['key-reference'] < b['key-reference'] ? -1 : 1))[0];
}

/** Base64. */
async function canarySignature(cli: CloudHsmCli, login: Login, key: Key): Promise<string> {
  const words = ['crypto', 'sign', 'rsa-pkcs', '--key-filter', `key-reference=${key['key-reference']}`];
  const data = Buffer.from(canaryData).toString('base64');
  return read(Signed, await ask(cli, [...words, '--hash-function', 'sha256', '--data', data], login)).signature;
}

/** PEM. */
function publicKeyOf({ attributes }: Key): string {
  const number = (hex: string) => Buffer.from(hex.replace(/^0x(00)*/, ''), 'hex').toString('base64url');
  const jwk = { kty: 'RSA', n: number(attributes.modulus), e: number(attributes['public-exponent']) };
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'pem', type: 'spki' }) as string;
}

/** Never to leave the HSMs, and good for signatures alone: what is not said here is otherwise by default. */
async function makeKey(cli: CloudHsmCli, login: Login): Promise<Key> {
  const words = ['key', 'generate-asymmetric-pair', 'rsa', '--public-label', canaryUser, '--private-label', canaryUser];
  const kind = ['--modulus-size-bits', '2048', '--public-exponent', '65537'];
  const uses = ['--private-attributes', 'sign=true', 'extractable=false', '--public-attributes', 'verify=true'];
  return read(Pair, await ask(cli, [...words, ...kind, ...uses], login)).private_key;
}

async function ask(cli: CloudHsmCli, args: string[], login: Login): Promise<unknown> {
  const answer = await cli.run(args, login);
  if (answer.ok) return answer.data;
  const said = `cloudhsm-cli ${args.slice(0, 3).join(' ')} as ${login.username}: ${answer.words}`;
  throw speaksOfConnection(answer.words) ? new TaskFailure('HsmUnreachable', said, reachHsms) : new TaskFailure('UserTaskFailed', said);
}

function read<T>(schema: z.ZodMiniType<T>, data: unknown): T {
  const found = schema.safeParse(data);
  if (found.success) return found.data;
  throw new TaskFailure('UserTaskFailed', `cloudhsm-cli answers about the key of ${canaryUser} in a form that this version does not know`);
}
