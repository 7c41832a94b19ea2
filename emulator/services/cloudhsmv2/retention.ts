import { invalidRequest } from './refusals.ts';

export interface BackupRetentionPolicy {
  Type?: 'DAYS';
  Value?: string;
}

export const usualRetentionDays = 90;

/** @throws AwsError CloudHsmInvalidRequestException outside 7–379 days */
export function retentionDays(policy: BackupRetentionPolicy): number {
  const days = Number(policy.Value);
  if (policy.Type === undefined || policy.Value === undefined) throw invalidRequest('A backup retention policy needs Type and Value');
  if (days < 7 || days > 379) throw invalidRequest(`The backup retention of ${policy.Value} days is not between 7 and 379 days`);
  return days;
}
