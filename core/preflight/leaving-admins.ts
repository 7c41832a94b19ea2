import { findUsableSecret } from '../credentials/find-usable-secret.ts';
import { secretName } from '../credentials/secret-name.ts';
import type { Environment } from '../environment/environment.ts';
import { readLasting } from '../record/users.ts';
import { adminNames, adminsOf } from '../users/admins.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, warned } from './findings.ts';

/** Administrators are never deleted: one that the file asks for no more can do everything still, and nobody rotates its password. */
export async function checkLeavingAdmins(environment: Environment, { own }: Facts): Promise<Findings> {
  if (!own) return nothing;
  const asked = adminsOf(environment);
  const lasting = await readLasting(environment.name);
  const notAsked = adminNames.filter((admin) => lasting[admin] && !asked.includes(admin));
  // who was deleted by hand has left no secret, as the remedy says, or one that Secrets Manager keeps for some more days
  const there = await Promise.all(notAsked.map((admin) => findUsableSecret(secretName(environment.name, admin))));
  const leaving = notAsked.filter((_, index) => there[index]);
  return warned(
    ...leaving.map((admin) => ({
      path: 'admins',
      problem: `${admin} stands in the HSMs, and is one more than the file asks for: it stays, and nobody rotates its password`,
      remedy: `ask for it (\`"admins": ${adminNames.indexOf(admin) + 1}\`), or delete it as an admin (\`cloudhsm-cli user delete --username ${admin} --role admin\`), and then its secret`,
    })),
  );
}
