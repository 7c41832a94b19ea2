import { roleOf } from '../../core/users/admins.ts';
import type { CloudHsmCli, Login } from './cloudhsm-cli.ts';
import type { Log } from './log.ts';
import { putPassword, repairUsers } from './remedies.ts';
import { change, proveAdmin, refusedLogin } from './set-up.ts';
import { TaskFailure } from './task-failure.ts';
import { listUsers, requireFullCoverage, requireRoles, requireUnlocked } from './user-list.ts';

interface Rotation {
  user: string;
  /** The new password. */
  next: string;
  /** The one of before. */
  current: string;
  /** Whether the HSMs may have the new one already: a try before was cut, or people were asked to set it. */
  maybeSet: boolean;
  /** The administrator's password, by its secret. */
  adminPassword: string;
}

/**
 * Gives a user a new password on every HSM, and proves it. A password that is refused is not tried again.
 *
 * @throws TaskFailure
 */
export async function rotate(cli: CloudHsmCli, log: Log, { user, next, current, maybeSet, adminPassword }: Rotation): Promise<void> {
  const renewed: Login = { username: user, password: next, role: roleOf(user) };
  const admin: Login = { username: 'admin', password: adminPassword, role: 'admin' };
  const found = await listUsers(cli);
  requireRoles(found, [user], repairUsers);
  // a new password unlocks whoever is no admin
  requireUnlocked(found, ['admin']);
  requireFullCoverage(found, [user, 'admin'], () => repairUsers);
  if (user === 'admin' && maybeSet && (await refusedLogin(cli, admin)) !== undefined) {
    await requireSet(cli, renewed);
    return log.say('admin: the new password was set already');
  }
  if (!(user === 'admin' && maybeSet)) await proveAdmin(cli, admin);
  try {
    await change(cli, 'change-password', renewed, admin);
  } catch (error) {
    const wanted = error instanceof TaskFailure && error.error === 'QuorumApprovalNeeded';
    // its admins may have done it themselves: then the one of before is refused
    if (!(wanted && maybeSet) || (await refusedLogin(cli, { ...renewed, password: current })) === undefined) throw error;
  }
  await requireSet(cli, renewed);
  log.say(`${user}: password changed`);
}

async function requireSet(cli: CloudHsmCli, user: Login): Promise<void> {
  const refused = await refusedLogin(cli, user);
  if (refused === undefined) return;
  const error = user.role === 'admin' ? 'AdminPasswordWrong' : 'UserPasswordDiffers';
  throw new TaskFailure(error, `${user.username} refuses its new password: ${refused}`, putPassword(user.username));
}
