import type { Hsm } from '../cloudhsmv2/cluster.ts';
import type { HsmUser } from '../cloudhsmv2/hsm-user.ts';
import type { Connection } from './connection.ts';
import { CliError } from './error.ts';
import type { Session } from './session.ts';

export interface Credentials {
  role: string;
  username: string;
  password: string;
}

/**
 * Logs in on every HSM that holds the user. Each HSM counts the bad logins of a user for itself, and locks the user when they are
 * too many.
 *
 * @throws CliError
 */
export function login({ place, cluster, hsms }: Connection, { role, username, password }: Credentials): Session {
  const { badLoginsToLock, badLoginCountsOn } = place.dataPlane.settings;
  const wanted = username.toLowerCase();
  const users = hsms.flatMap((hsm) => hsm.users.filter((user) => user.username === wanted && user.role === role));
  const audit = (some: Hsm[], response: 'success' | 'wrong password' | 'unknown user') =>
    place.cloudhsmv2.audit(cluster, some, { opcode: 'CN_LOGIN', response, user: { username: wanted, role } });
  if (users.length === 0) {
    audit(hsms, 'unknown user');
    throw new CliError('Incorrect authentication credentials');
  }
  if (users.some(({ locked }) => locked)) throw new CliError('User is locked: an admin must change the password');
  const wrong = users.filter((user) => user.password !== password);
  const holding = (some: HsmUser[]) => hsms.filter((hsm) => hsm.users.some((user) => some.includes(user)));
  if (wrong.length > 0) audit(holding(wrong), 'wrong password');
  else audit(holding(users), 'success');
  for (const user of badLoginCountsOn === 'every HSM' ? wrong : wrong.slice(0, 1)) {
    user.badLogins++;
    user.locked = user.badLogins >= badLoginsToLock;
  }
  if (wrong.length > 0) throw new CliError('Incorrect authentication credentials');
  for (const user of users) user.badLogins = 0;
  return { username: wanted, role: role as Session['role'] };
}
