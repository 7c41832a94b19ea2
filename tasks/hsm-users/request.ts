import * as z from 'zod';

/** What the state machine asks of the task, as JSON in the variable HSM_USERS_REQUEST. */
export const HsmUsersRequest = z.object({
  action: z.enum(['set-up', 'verify']).describe('set-up changes what is missing; verify only looks, and logs in as nobody.'),
  clusterId: z.string(),
  addresses: z.array(z.string()).min(1).describe('IP addresses of the HSMs.'),
  users: z
    .record(z.string(), z.string())
    .refine((users) => Object.hasOwn(users, 'admin'), 'admin has to be among them')
    .describe('ARN of each user’s secret, by user.'),
  trustAnchor: z.string().describe('ARN of the secret with the PEM text of the root that signed the cluster’s certificate.'),
  kmsUser: z
    .enum(['set', 'leave'])
    .describe('set: kmsuser gets the password of its secret. leave: its password is KMS’s, and is neither tried nor changed.'),
});

export type HsmUsersRequest = z.output<typeof HsmUsersRequest>;
