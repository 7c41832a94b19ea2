import type { Cluster } from '../cloudhsmv2/cluster.ts';
import { CliError } from './error.ts';

/** The name as CloudHSM keeps it. @throws CliError */
export function checkedUsername(username: string): string {
  const strange = /[^a-z0-9_]/i.exec(username)?.[0];
  if (strange) throw new CliError(`Username contains the invalid character '${strange}': letters, digits and underscore are allowed`);
  if (username.length === 0 || username.length > 31) throw new CliError('Username must have between 1 and 31 characters');
  return username.toLowerCase();
}

/** None has a colon, by which a PIN is parted (user guide, "Create an AWS CloudHSM user with CloudHSM CLI"). @throws CliError */
export function checkPassword({ hsmType }: Cluster, password: string): void {
  const shortest = hsmType === 'hsm1.medium' ? 7 : 8;
  if (password.length < shortest || password.length > 32) throw new CliError(`Password must have between ${shortest} and 32 characters`);
  if (password.includes(':')) throw new CliError("Password contains the invalid character ':'");
}

/** @throws CliError for a role that people cannot hold */
export function checkedRole(role: string): 'admin' | 'crypto-user' {
  if (role !== 'admin' && role !== 'crypto-user') throw new CliError(`Invalid role '${role}': admin and crypto-user are allowed`);
  return role;
}
