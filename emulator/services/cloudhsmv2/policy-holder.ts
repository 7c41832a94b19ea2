import type { Call } from '../../service/service.ts';
import { backupArn } from './arn.ts';
import type { Backup } from './backup.ts';
import { backupOf } from './named-backup.ts';
import { invalidRequest, notFound } from './refusals.ts';
import type { CloudHsmPlace } from './state.ts';

/**
 * The backup that a resource policy is about: of CloudHSM's resources, only backups take one.
 *
 * @throws AwsError CloudHsmInvalidRequestException, CloudHsmResourceNotFoundException
 */
export function policyHolder(call: Call<CloudHsmPlace>, arn: string | undefined): Backup {
  if (arn === undefined) throw invalidRequest('A ResourceArn is needed');
  if (!arn.includes(':backup/')) throw invalidRequest(`'${arn}' is not the ARN of a backup; other resources take no policy`);
  const backup = backupOf(call, arn.split('/').at(-1)!);
  if (backupArn(call.place, backup.backupId) !== arn) throw notFound('Resource', arn);
  return backup;
}

export function policies(arn: string, { cloudhsmv2 }: CloudHsmPlace): string[] {
  const policy = cloudhsmv2.backups.get(arn.split('/').at(-1)!)?.policy;
  return policy === undefined ? [] : [policy];
}
