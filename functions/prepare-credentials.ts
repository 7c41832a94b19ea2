import * as z from 'zod/mini';
import { certificateAuthorityOf } from '../core/certificate-authority/named-authority.ts';
import type { Cluster } from '../core/cloudhsm/cluster.ts';
import { requireCluster } from '../core/cloudhsm/environment-cluster.ts';
import { clusterBusy, hasAdmin } from '../core/cloudhsm/life.ts';
import { ensureCredential, findSecret } from '../core/credentials/credentials.ts';
import { makingSecret } from '../core/credentials/secret-commands.ts';
import { secretName } from '../core/credentials/secret-name.ts';
import { escrowTrustAnchor } from '../core/credentials/trust-anchor-escrow.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { kmsUserOf } from '../core/key-store/kms-user.ts';
import { listCreated } from '../core/record/create-notes.ts';
import { recordTrustAnchor, recordWithFile } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { recordUsers } from '../core/record/users.ts';
import { step } from '../core/step.ts';
import { adminsOf } from '../core/users/admins.ts';
import { canaryUser } from '../core/users/canary.ts';
import { networkBeside, taskNetwork, taskRequest } from '../core/users/users-task.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  /** How often this step has been tried before. */
  looks: z.int(),
  now: z.iso.datetime(),
});
const Output = z.object({
  keyStoreWanted: z.boolean(),
  ...taskNetwork,
  request: z.object({
    ...taskRequest,
    /** Crypto users that the file names no more. */
    leaving: z.optional(z.array(z.string())),
    /** leave: kmsuser is KMS's, or nobody's. */
    kmsUser: z.enum(['set', 'leave']),
  }),
});

/**
 * A password for each user, in Secrets Manager only, and the trust anchor beside them. The administrator's is never made anew for a
 * cluster that has one already: without the old one the cluster is lost.
 */
export const handler = step(Input, Output, async ({ environment: name, lease, looks, now }) => {
  const record = await recordWithFile(name);
  const { environment } = record;
  const cluster = await requireCluster(name, record.clusterId);
  await requireAdminSecret(name, cluster);
  const users = [...adminsOf(environment), ...environment.cryptoUsers, canaryUser, ...(environment.keyStore ? ['kmsuser'] : [])];
  await holdLease(lease);
  const secrets = await passwordsOf(users, lease);
  const root = () => certificateAuthorityOf(environment).trustAnchor();
  const trustAnchor = await escrowTrustAnchor(cluster, environment, root, { holder: lease.holder, now });
  if (trustAnchor.created) await listCreated(lease, [trustAnchor.secretArn]);
  const leaving = await recordUsers(name, secrets);
  await recordTrustAnchor(name, trustAnchor);
  return {
    keyStoreWanted: environment.keyStore !== undefined,
    ...networkBeside(cluster, environment),
    request: {
      clusterId: cluster.clusterId,
      users: secrets,
      ...(leaving.length > 0 && { leaving }),
      trustAnchor: trustAnchor.secretArn,
      kmsUser: environment.keyStore ? await kmsUserOf(cluster.clusterId, record.keyStoreId, looks) : ('leave' as const),
      securityGroupId: cluster.securityGroupId,
    },
  };
});

/** The ARN of each user's secret, by user. Those that were made are listed also where another could not be. */
async function passwordsOf(users: string[], lease: Lease): Promise<Record<string, string>> {
  const tried = await Promise.allSettled(users.map((user) => ensureCredential(lease.environment, user, lease.holder)));
  const there = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const made = there.filter(({ created }) => created).map(({ arn }) => arn);
  await listCreated(lease, made);
  for (const one of tried) if (one.status === 'rejected') throw one.reason;
  return Object.fromEntries(users.map((user, index) => [user, there[index]!.arn]));
}

async function requireAdminSecret(name: string, cluster: Cluster): Promise<void> {
  const admin = hasAdmin(cluster);
  if (admin === 'no' || (await findSecret(secretName(name, 'admin')))) return;
  if (admin === 'unknown') throw clusterBusy(cluster, 'preparing the passwords');
  const secret = secretName(name, 'admin');
  throw new LifecycleError('AdminSecretMissing', {
    doing: 'preparing the passwords',
    to: cluster.clusterId,
    problem: `the cluster is activated and the secret ${secret} is gone`,
    remedy: `write {"username":"admin","password":"…"} with the password of admin into a file admin.json, make the secret (\`${makingSecret(name, secret, 'admin.json')}\`) and start the workflow again; where nobody knows the password, another admin has to set one first (\`cloudhsm-cli user change-password --username admin --role admin\`): without either, nobody can manage the users of this cluster any more`,
  });
}
