import { roleOf } from '../../core/users/admins.ts';
import { canaryUser } from '../../core/users/canary.ts';
import type { CloudHsmCli, Login } from './cloudhsm-cli.ts';
import type { Log } from './log.ts';
import { agreeOnPasswords, deleteWrongRole, unlockByHand } from './remedies.ts';
import { change, proveAdmin, refusedLogin } from './set-up.ts';
import { TaskFailure } from './task-failure.ts';
import { coverageOf, heldRoleOf, listUsers, lockedOf, requireRoles, requireUnlocked, type User } from './user-list.ts';

interface Mending {
  /** ARN of each user's secret, by user. */
  users: Record<string, string>;
  passwords: Map<string, string>;
}

const wrongRoleOf = (name: string) => (roleOf(name) === 'admin' ? 'crypto-user' : 'admin');

/**
 * Mends what is inconsistent of users between the HSMs, as AWS says and in its order: admins first, since what mends the others needs
 * one on every HSM; the first admin of whom nothing is broken mends the rest. A role: the user is deleted under the one that it should
 * not have, and created where it misses then. A lock: the password of its secret is set. kmsuser is left alone: what KMS has of it,
 * provisioning knows.
 *
 * @throws TaskFailure
 */
export async function mend(cli: CloudHsmCli, log: Log, { users, passwords }: Mending): Promise<void> {
  const loginOf = (username: string): Login => {
    return { username, password: passwords.get(username)!, role: roleOf(username) };
  };
  const found = await listUsers(cli);
  const whole = Object.keys(users)
    .toSorted()
    .find((name) => isWholeAdmin(found, name));
  const admin = loginOf(whole ?? 'admin');
  if (!whole) {
    // of these another admin alone could help
    requireRoles(found, ['admin']);
    requireUnlocked(found, ['admin'], unlockByHand);
  }
  await proveAdmin(cli, admin);
  if (!whole) {
    await change(cli, 'create', admin, admin);
    log.say('admin: created where it missed');
  }

  const others = Object.keys(users)
    .filter((name) => name !== admin.username && name !== 'kmsuser')
    .toSorted((a, b) => Number(roleOf(b) === 'admin') - Number(roleOf(a) === 'admin'));
  for (const name of others.filter((one) => ['inconsistent', wrongRoleOf(one)].includes(heldRoleOf(found, one)))) {
    await deleteUser(cli, name, admin);
    log.say(`${name}: deleted where it was ${wrongRoleOf(name)}`);
  }
  const seen = await listUsers(cli);
  const mended: string[] = [];
  for (const name of others) {
    const [coverage, locked] = [coverageOf(seen, name), lockedOf(seen, name)];
    // provisioning makes the canary, with its key
    if (coverage !== 'full' && !(name === canaryUser && coverage === 'none')) {
      await change(cli, 'create', loginOf(name), admin);
      log.say(`${name}: created${coverage === 'none' ? '' : ' where it missed'}`);
      mended.push(name);
    }
    if (!locked) continue;
    await change(cli, 'change-password', loginOf(name), admin);
    log.say(`${name}: unlocked, by the password of its secret`);
    mended.push(name);
  }
  await requireLogins(cli, [...new Set(mended)].map(loginOf));
  log.say(mended.length > 0 ? `mended: ${[...new Set(mended)].join(', ')}` : 'nothing was inconsistent');
}

function isWholeAdmin(found: User[], name: string): boolean {
  return heldRoleOf(found, name) === 'admin' && roleOf(name) === 'admin' && !lockedOf(found, name) && coverageOf(found, name) === 'full';
}

async function deleteUser(cli: CloudHsmCli, username: string, admin: Login): Promise<void> {
  const wrongRole = wrongRoleOf(username);
  const answer = await cli.run(['user', 'delete', '--username', username, '--role', wrongRole], admin);
  if (answer.ok || /does not exist/i.test(answer.words)) return;
  const command = `cloudhsm-cli user delete --username ${username} --role ${wrongRole}`;
  if (/quorum approval/i.test(answer.words)) throw new TaskFailure('QuorumApprovalNeeded', `${command}: ${answer.words}`);
  const said = `the role of ${username} is not the same on every HSM, and ${command}: ${answer.words}`;
  throw new TaskFailure('UserRoleInconsistent', said, deleteWrongRole(username, wrongRole));
}

async function requireLogins(cli: CloudHsmCli, logins: Login[]): Promise<void> {
  for (const login of logins) {
    const refused = await refusedLogin(cli, login);
    if (refused === undefined) continue;
    const said = `${login.username} refuses the password of its secret, though it was mended with it: ${refused}`;
    throw new TaskFailure('UserPasswordDiffers', said, agreeOnPasswords([login.username]));
  }
}
