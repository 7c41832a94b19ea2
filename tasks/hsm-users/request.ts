import * as z from 'zod';

/** What the state machine asks of the task, as JSON in the variable HSM_USERS_REQUEST. */
export const HsmUsersRequest = z.object({
  action: z.enum(['set-up', 'verify']).describe('set-up changes what is missing; verify only looks.'),
  clusterId: z.string(),
  secrets: z.record(z.string(), z.string()).describe('ARN of each user’s secret, by user; admin among them.'),
  kmsLoggedIn: z.boolean().describe('KMS holds kmsuser: its password is not ours to check or reset.'),
  trustAnchor: z.string().describe('PEM of the root that signed the cluster’s certificate.'),
});

export type HsmUsersRequest = z.output<typeof HsmUsersRequest>;
