import type { Call } from '../../service/service.ts';
import type { Backup } from './backup.ts';
import { invalidRequest, notFound } from './refusals.ts';
import type { CloudHsmPlace } from './state.ts';

/**
 * The backup that a request names, in the region that it was sent to.
 *
 * @throws AwsError CloudHsmResourceNotFoundException
 */
export function backupOf({ place }: Call<CloudHsmPlace>, backupId: string): Backup {
  const backup = place.cloudhsmv2.backups.get(backupId);
  if (!backup || backup.state === 'DELETED') throw notFound('Backup', backupId);
  return backup;
}

/** @throws AwsError CloudHsmInvalidRequestException where the backup is in another state */
export function requireBackupState(backup: Backup, operation: string, state: Backup['state']): void {
  if (backup.state !== state)
    throw invalidRequest(`${operation} needs backup '${backup.backupId}' in state ${state}; its state is ${backup.state}`);
}
