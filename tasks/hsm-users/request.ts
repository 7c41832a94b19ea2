import * as z from 'zod/mini';

/** What the state machine asks of the task, as JSON in the variable HSM_USERS_REQUEST. */
export const HsmUsersRequest = z
  .object({
    /**
     * set-up changes what is missing; rotate gives one user a new password; mend makes users the same on every HSM; verify only looks,
     * and logs in as nobody; prove has the canary's key sign in a restored cluster.
     */
    action: z.enum(['set-up', 'rotate', 'mend', 'verify', 'prove']),
    /** Whose password is rotated: its secret holds the new one as AWSPENDING. */
    user: z.optional(z.string()),
    /** The HSMs may have the new password already. */
    maybeSet: z._default(z.boolean(), false),
    clusterId: z.string(),
    /** IP addresses of the HSMs. */
    addresses: z.array(z.string()).check(z.minLength(1)),
    /** ARN of each user's secret, by user. */
    users: z.record(z.string(), z.string()),
    /** Crypto users that go, where they own no key. */
    leaving: z._default(z.array(z.string()), []),
    /** Of the canary's secret, where it is to prove a backup: what was kept at the backup's time. */
    canaryVersion: z.optional(z.string()),
    /** ARN of the secret with the PEM text of the root that signed the cluster's certificate. */
    trustAnchor: z.string(),
    /** set: kmsuser gets the password of its secret. leave: its password is KMS's, and is neither tried nor changed. */
    kmsUser: z.enum(['set', 'leave']),
    /** The cluster's own, for remedies. */
    securityGroupId: z.optional(z.string()),
  })
  .check(
    z.refine(({ action, users }) => action === 'prove' || Object.hasOwn(users, 'admin'), {
      error: 'admin has to be among them',
      path: ['users'],
    }),
  );

export type HsmUsersRequest = z.output<typeof HsmUsersRequest>;
