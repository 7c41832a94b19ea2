import type { Hsm } from '../../cloudhsmv2/cluster.ts';
import type { HsmUser } from '../../cloudhsmv2/hsm-user.ts';

/** So many bad logins lock a user of an HSM. */
const badLoginsToLock = 5;

export function kmsuserOn(hsm: Hsm): HsmUser | undefined {
  return hsm.users.find(({ username, role }) => username === 'kmsuser' && role === 'crypto-user');
}

/** Logs KMS in on an HSM; a wrong password counts against the user, as anyone's does. */
export function logIn(user: HsmUser, password: string): boolean {
  if (user.locked) return false;
  if (user.password === password) {
    user.badLogins = 0;
    return true;
  }
  user.badLogins++;
  user.locked = user.badLogins >= badLoginsToLock;
  return false;
}
