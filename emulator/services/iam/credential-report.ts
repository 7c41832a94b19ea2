/** What a report tells of the root user, which has a password and nothing else (IAM User Guide, "Getting credential reports", of 2023). */
const ofRoot = {
  password_enabled: 'not_supported',
  password_last_used: 'no_information',
  password_last_changed: 'not_supported',
  password_next_rotation: 'not_supported',
  mfa_active: 'false',
  access_key_1_active: 'false',
  access_key_1_last_rotated: 'N/A',
  access_key_1_last_used_date: 'N/A',
  access_key_1_last_used_region: 'N/A',
  access_key_1_last_used_service: 'N/A',
  access_key_2_active: 'false',
  access_key_2_last_rotated: 'N/A',
  access_key_2_last_used_date: 'N/A',
  access_key_2_last_used_region: 'N/A',
  access_key_2_last_used_service: 'N/A',
  cert_1_active: 'false',
  cert_1_last_rotated: 'N/A',
  cert_2_active: 'false',
  cert_2_last_rotated: 'N/A',
};

/** A line for each user, of which there is the root user alone, as CSV. @param since when the account is there */
export function credentialReport(accountId: string, partition: string, since: Date): string {
  const root = {
    user: '<root_account>',
    arn: `arn:${partition}:iam::${accountId}:root`,
    user_creation_time: since.toISOString().replace(/\.\d+Z$/, '+00:00'),
    ...ofRoot,
  };
  return [Object.keys(root), Object.values(root)].map((line) => line.join(',')).join('\n');
}
