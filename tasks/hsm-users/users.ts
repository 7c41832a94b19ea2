import * as z from 'zod';
import { type Answer, cloudhsmCli, type Login } from './cloudhsm-cli.ts';
import { TaskFailure } from './task-failure.ts';

const UserList = z.object({
  users: z.array(z.object({ username: z.string(), role: z.string(), locked: z.string(), 'cluster-coverage': z.string() })),
});

export type User = z.output<typeof UserList>['users'][number];

/** The cluster's users; needs no login. */
export async function listUsers(): Promise<User[]> {
  const answer = await cloudhsmCli(['user', 'list']);
  if (answer.errorCode !== 0) throw new TaskFailure('HsmUnreachable', `user list: ${String(answer.data)}`);
  return UserList.parse(answer.data).users;
}

/** Makes the cluster's administrator, once: an activated cluster is left as it is. */
export async function activate(users: User[], password: string): Promise<'activated' | 'already active'> {
  if (!isNew(users)) return 'already active';
  const answer = await cloudhsmCli(['cluster', 'activate', '--password', password]);
  if (answer.errorCode === 0) return 'activated';
  if (/already been activated/i.test(String(answer.data))) return 'already active';
  throw new TaskFailure('ActivationFailed', `cluster activate: ${String(answer.data)}`);
}

/** Whether nobody has activated the cluster when its users were listed. */
export function isNew(users: User[]): boolean {
  return users.some(({ role }) => role === 'unactivated-admin');
}

/** A refused login, in whatever words. The CLI gives no codes, and what is not known to be a refusal may pass by another try. */
const aboutCredentials = /incorrect|invalid|credential|password|\bpin\b|lock|auth|log ?in|denied/i;

/** Throws AdminPasswordWrong before anything is changed with a wrong password: five bad logins lock the user. */
export async function proveAdmin(users: User[], admin: Login): Promise<void> {
  if (users.some(({ username, locked }) => username === admin.username && locked === 'true')) {
    throw new TaskFailure('AdminPasswordWrong', `${admin.username} is locked after bad logins`);
  }
  const answer = await login(admin);
  if (answer.errorCode === 0) return;
  const error = aboutCredentials.test(String(answer.data)) ? 'AdminPasswordWrong' : 'HsmUnreachable';
  throw new TaskFailure(error, `login as ${admin.username}: ${String(answer.data)}`);
}

/** A crypto user that exists and can log in with this password; one whose password differs gets this one. */
export async function ensureCryptoUser(
  users: User[],
  admin: Login,
  username: string,
  password: string,
): Promise<'created' | 'reset' | 'kept'> {
  const user = users.find((known) => known.username === username);
  if (!user) {
    await change(admin, 'create', ['--username', username, '--role', 'crypto-user', '--password', password]);
    await proveCryptoUser(username, password);
    return 'created';
  }
  if (user.locked === 'false' && (await login({ username, password, role: 'crypto-user' })).errorCode === 0) return 'kept';
  await change(admin, 'change-password', ['--username', username, '--role', 'crypto-user', '--password', password]);
  await proveCryptoUser(username, password);
  return 'reset';
}

/** Throws UserMissingOnHsm where one of these users is not on every HSM. */
export async function requireFullCoverage(usernames: string[]): Promise<void> {
  const users = await listUsers();
  for (const username of usernames) {
    const coverage = users.find((user) => user.username === username)?.['cluster-coverage'] ?? 'none';
    if (coverage !== 'full') throw new TaskFailure('UserMissingOnHsm', `${username} has the cluster coverage ${coverage}`);
  }
}

async function proveCryptoUser(username: string, password: string): Promise<void> {
  const answer = await login({ username, password, role: 'crypto-user' });
  if (answer.errorCode !== 0) throw new TaskFailure('UserMissingOnHsm', `login as ${username}: ${String(answer.data)}`);
}

/** A login is proven by a command that needs one and changes nothing. */
function login(as: Login): Promise<Answer> {
  return cloudhsmCli(['quorum', 'token-sign', 'list'], as);
}

async function change(admin: Login, command: 'create' | 'change-password', args: string[]): Promise<void> {
  const answer = await cloudhsmCli(['user', command, ...args], admin);
  if (answer.errorCode === 0 || /already exists/i.test(String(answer.data))) return;
  throw new TaskFailure('UserTaskFailed', `user ${command} ${args[1]}: ${String(answer.data)}`);
}
