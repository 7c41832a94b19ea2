import { roleOf } from '../../core/users/admins.ts';
import { speaksOfConnection } from './answer.ts';
import type { CloudHsmCli, Login } from './cloudhsm-cli.ts';
import type { Log } from './log.ts';
import { agreeOnPasswords, deleteItsKeys, putPassword, reachHsms } from './remedies.ts';
import type { HsmUsersRequest } from './request.ts';
import { TaskFailure } from './task-failure.ts';
import { coverageOf, isNew, listUsers, requireRoles, requireUnlocked, type User } from './user-list.ts';

interface Wanted extends Pick<HsmUsersRequest, 'users' | 'kmsUser'>, Partial<Pick<HsmUsersRequest, 'leaving'>> {
  passwords: Map<string, string>;
}

/**
 * Activates a new cluster and sets up its users. It looks first: what people have to mend ends it before anything is changed, and each
 * password is proven once, so that a wrong one costs one bad login a run. Repeatable; users that are as they should be are left alone.
 *
 * @throws TaskFailure
 */
export async function setUp(cli: CloudHsmCli, log: Log, { users, passwords, kmsUser, leaving = [] }: Wanted): Promise<void> {
  const loginOf = (username: string): Login => {
    return { username, password: passwords.get(username)!, role: roleOf(username) };
  };
  const admin = loginOf('admin');
  const found = await activated(cli, log, admin.password);
  requireRoles(found, Object.keys(users));
  // a new password unlocks kmsuser
  requireUnlocked(
    found,
    Object.keys(users).filter((name) => name !== 'kmsuser' || kmsUser === 'leave'),
  );
  await proveAdmin(cli, admin);

  const others = Object.keys(users).filter((name) => name !== 'admin' && name !== 'kmsuser');
  const incomplete = (name: string) => coverageOf(found, name) !== 'full';
  const standing = others.filter((name) => !incomplete(name));
  const refusals = await refusedLogins(cli, standing.map(loginOf), users);
  if (refusals.length > 0) throw passwordsDiffer(refusals, 'nothing was changed');

  for (const name of leaving.filter((one) => coverageOf(found, one) !== 'none')) {
    await remove(cli, name, admin);
    log.say(`${name}: deleted`);
  }

  // how AWS mends a user that misses on some HSMs, too: it is created again
  const ours = kmsUser === 'set' && 'kmsuser' in users ? [...others, 'kmsuser'] : others;
  const created = ['admin', ...ours].filter(incomplete);
  for (const name of created) {
    await change(cli, 'create', loginOf(name), admin);
    log.say(`${name}: created${coverageOf(found, name) === 'none' ? '' : ' where it missed'}`);
  }
  // KMS gave it another password when it connected last
  const stale = ours.includes('kmsuser') && coverageOf(found, 'kmsuser') !== 'none';
  if (stale) await setUnlessSet(cli, loginOf('kmsuser'), admin);
  if (stale) log.say('kmsuser: password set');

  const changed = ours.filter((name) => created.includes(name) || name === 'kmsuser');
  const remaining = await refusedLogins(cli, changed.map(loginOf), users);
  if (remaining.length > 0) throw passwordsDiffer(remaining, 'though it was set up with it');
}

/** The users of the cluster, which is activated now. Throws ActivationFailed. */
async function activated(cli: CloudHsmCli, log: Log, password: string): Promise<User[]> {
  const found = await listUsers(cli);
  if (!isNew(found)) return found;
  const answer = await cli.run(['cluster', 'activate', '--password', password]);
  // an answer may be lost, and somebody else may have been faster: what counts is who is admin now
  const users = await listUsers(cli);
  if (isNew(users)) throw failed('ActivationFailed', 'cluster activate', answer.ok ? 'the cluster has no admin after it' : answer.words);
  log.say(`cluster: ${answer.ok ? 'activated' : 'already active'}`);
  return users;
}

/** Throws AdminPasswordWrong before anything is changed: five bad logins lock the user. */
export async function proveAdmin(cli: CloudHsmCli, admin: Login): Promise<void> {
  const refused = await refusedLogin(cli, admin);
  if (refused === undefined) return;
  throw new TaskFailure('AdminPasswordWrong', `the login of ${admin.username} is refused: ${refused}`, putPassword(admin.username));
}

/** A user whose password is not its secret's, and what is to be said of that. */
interface Refusal {
  username: string;
  words: string;
}

async function refusedLogins(cli: CloudHsmCli, logins: Login[], secrets: Record<string, string>): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  for (const user of logins) {
    const refused = await refusedLogin(cli, user);
    const { username } = user;
    if (refused === undefined) continue;
    refusals.push({ username, words: `${username} refuses the password of its secret ${secrets[username]} (${refused})` });
  }
  return refusals;
}

function passwordsDiffer(refusals: Refusal[], addition: string): TaskFailure {
  const problem = `${refusals.map(({ words }) => words).join('; ')}; ${addition}`;
  return new TaskFailure('UserPasswordDiffers', problem, agreeOnPasswords(refusals.map(({ username }) => username)));
}

/**
 * Proves a password by the one command that does nothing but need it: listing users or quorum tokens needs no login.
 *
 * @returns the words of a refusal; undefined where the password is right
 * @throws TaskFailure HsmUnreachable where the answer is not about the password
 */
export async function refusedLogin(cli: CloudHsmCli, { username, role, password }: Login): Promise<string | undefined> {
  const answer = await cli.run(['login', '--username', username, '--role', role, '--password', password]);
  if (answer.ok) return undefined;
  if (speaksOfConnection(answer.words))
    throw new TaskFailure('HsmUnreachable', `cloudhsm-cli login --username ${username}: ${answer.words}`, reachHsms);
  // the words for a wrong password are not documented: where the HSMs answer, it was the password
  requireUnlocked(await listUsers(cli), [username]);
  return answer.words;
}

export async function change(cli: CloudHsmCli, what: 'create' | 'change-password', user: Login, admin: Login): Promise<void> {
  const { username, role, password } = user;
  const answer = await cli.run(['user', what, '--username', username, '--role', role, '--password', password], admin);
  if (answer.ok || /already exists/i.test(answer.words)) return;
  throw failed('UserTaskFailed', `user ${what} --username ${username} --role ${role}`, answer.words);
}

/** Where a quorum has to approve that, its admins may have done it themselves. */
async function setUnlessSet(cli: CloudHsmCli, user: Login, admin: Login): Promise<void> {
  try {
    await change(cli, 'change-password', user, admin);
  } catch (error) {
    const wanted = error instanceof TaskFailure && error.error === 'QuorumApprovalNeeded';
    if (!wanted || (await refusedLogin(cli, user)) !== undefined) throw error;
  }
}

/** CloudHSM deletes nobody who owns keys. */
async function remove(cli: CloudHsmCli, username: string, admin: Login): Promise<void> {
  const answer = await cli.run(['user', 'delete', '--username', username, '--role', 'crypto-user'], admin);
  if (answer.ok || /does not exist/i.test(answer.words)) return;
  const said = `user delete --username ${username} --role crypto-user`;
  if (/owns? .*keys?/i.test(answer.words))
    throw new TaskFailure('KeysInUse', `cloudhsm-cli ${said}: ${answer.words}`, deleteItsKeys(username));
  throw failed('UserTaskFailed', said, answer.words);
}

function failed(error: 'ActivationFailed' | 'UserTaskFailed', doing: string, words: string): TaskFailure {
  const said = `cloudhsm-cli ${doing}: ${words}`;
  if (/quorum approval/i.test(words)) return new TaskFailure('QuorumApprovalNeeded', said);
  // KMS may show for a while that a key store is disconnected, though it is logged in already
  if (/logged in/i.test(words) && doing.includes('kmsuser')) return new TaskFailure('TransientServiceError', said);
  return speaksOfConnection(words) ? new TaskFailure('HsmUnreachable', said, reachHsms) : new TaskFailure(error, said);
}
