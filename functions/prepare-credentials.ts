import * as z from 'zod';
import { certificateAuthorityOf } from '../core/certificate-authority/named-authority.ts';
import { requireCluster } from '../core/cloudhsm/cluster.ts';
import { ensureCredential, findSecret, secretName } from '../core/credentials/credentials.ts';
import { escrowTrustAnchor } from '../core/credentials/trust-anchor-escrow.ts';
import { Environment } from '../core/environment/environment.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { findKeyStore } from '../core/key-store/key-store.ts';
import { step } from '../core/step.ts';

/** The states of a cluster that has no administrator yet; in any other it has one, or may have. */
const beforeActivation = ['UNINITIALIZED', 'INITIALIZE_IN_PROGRESS', 'INITIALIZED'];

const Input = z.object({
  environment: Environment,
  startedAt: z.iso.datetime().describe('When this workflow began: what is younger, it has created.'),
});
const Output = z.object({
  clusterId: z.string(),
  secrets: z.record(z.string(), z.string()).describe('ARN of each user’s secret, by user.'),
  created: z.array(z.string()),
  trustAnchor: z.string().describe('PEM of the root that clients trust.'),
  request: z
    .object({
      clusterId: z.string(),
      users: z.record(z.string(), z.string()).describe('ARN of each user’s secret, by user.'),
      trustAnchor: z.string().describe('ARN of the secret that holds the root that clients trust.'),
      kmsUser: z.enum(['set', 'leave']).describe('leave: KMS holds kmsuser; it has rotated the password, and the secret is stale.'),
    })
    .describe('What the task hsm-users is asked, but for its action and the addresses of the HSMs.'),
});

/**
 * A password for each user, in Secrets Manager only. The administrator's is never made anew for a cluster that has one already:
 * without the old one the cluster is lost.
 */
export const handler = step(Input, Output, async ({ environment, startedAt }) => {
  const { clusterId, state } = await requireCluster(environment.name);
  if (!beforeActivation.includes(state) && !(await findSecret(secretName(environment.name, 'admin')))) {
    throw new LifecycleError('AdminSecretMissing', {
      doing: 'preparing the passwords',
      to: clusterId,
      problem: `the cluster is activated and the secret ${secretName(environment.name, 'admin')} is gone`,
      remedy:
        'restore the secret with the password of the user admin, as {"username":"admin","password":"…"}, and start the workflow again',
    });
  }
  const users = ['admin', ...environment.cryptoUsers, ...(environment.keyStore ? ['kmsuser'] : [])];
  const credentials = await Promise.all(users.map((user) => ensureCredential(environment.name, user, new Date(startedAt))));
  const keyStore = environment.keyStore && (await findKeyStore(clusterId));
  const secrets = Object.fromEntries(users.map((user, index) => [user, credentials[index]!.arn]));
  const trustAnchor = await certificateAuthorityOf(environment).trustAnchor();
  const { secretArn } = await escrowTrustAnchor(environment.name, trustAnchor);
  // DISCONNECTING counts as connected: KMS may still be logged in
  const free = keyStore === undefined || ['DISCONNECTED', 'FAILED'].includes(keyStore.state);
  return {
    clusterId,
    secrets,
    created: credentials.filter(({ created }) => created).map(({ arn }) => arn),
    trustAnchor,
    request: { clusterId, users: secrets, trustAnchor: secretArn, kmsUser: free ? ('set' as const) : ('leave' as const) },
  };
});
