import * as z from 'zod/mini';

const ids = z.array(z.string());

/** Where the task hsm-users runs. */
export const taskNetwork = { subnetIds: ids, securityGroupIds: ids };

/** What the task hsm-users is asked, whatever it is to do. */
export const taskRequest = {
  clusterId: z.string(),
  /** ARN of each user's secret, by user. */
  users: z.record(z.string(), z.string()),
  /** ARN of the secret that holds the root that clients trust. */
  trustAnchor: z.string(),
  /** The cluster's own, for remedies. */
  securityGroupId: z.string(),
};

/** The cluster's subnets, with its security group, by which the HSMs are reached, and those by which the task reaches AWS. */
export function networkBeside(
  { securityGroupId }: { securityGroupId: string },
  { subnetIds, activation }: { subnetIds: string[]; activation: { securityGroupIds: string[] } },
) {
  return { subnetIds, securityGroupIds: [securityGroupId, ...activation.securityGroupIds] };
}
