import type { Environment } from '../environment/environment.ts';
import { readUsers } from '../record/users.ts';
import { adminNames, adminsOf } from '../users/admins.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, warned } from './findings.ts';

/** Administrators are never deleted: one that the file asks for no more can do everything still, and nobody rotates its password. */
export async function checkLeavingAdmins(environment: Environment, { own }: Facts): Promise<Findings> {
  if (!own) return nothing;
  const asked = adminsOf(environment);
  const users = await readUsers(environment.name);
  const leaving = adminNames.filter((admin) => users[admin] && !asked.includes(admin));
  return warned(
    ...leaving.map((admin) => ({
      path: 'admins',
      problem: `${admin} stands in the HSMs, and is one more than the file asks for: it stays, and nobody rotates its password`,
      remedy: `ask for it (\`"admins": ${adminNames.indexOf(admin) + 1}\`), or delete it as an admin (\`cloudhsm-cli user delete --username ${admin} --role admin\`), and then its secret`,
    })),
  );
}
