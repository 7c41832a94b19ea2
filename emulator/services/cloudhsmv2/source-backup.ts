import { backupArn } from './arn.ts';
import type { Backup } from './backup.ts';
import { invalidRequest, notFound } from './refusals.ts';
import type { CloudHsmPlace } from './state.ts';

/**
 * The backup that a cluster is to be made from, by id or ARN.
 *
 * @throws AwsError CloudHsmResourceNotFoundException, CloudHsmInvalidRequestException
 */
export function sourceBackup(place: CloudHsmPlace, idOrArn: string, hsmType: string, mode: string | undefined): Backup {
  const id = idOrArn.split('/').at(-1)!;
  const backup = idOrArn === id || idOrArn === backupArn(place, id) ? place.cloudhsmv2.backups.get(id) : lent(place, idOrArn);
  if (!backup || backup.state === 'DELETED') throw notFound('Backup', idOrArn);
  if (backup.state !== 'READY') throw invalidRequest(`Backup '${id}' is ${backup.state}, not READY`);
  if (mode !== undefined && mode !== backup.mode)
    throw invalidRequest(`Backup '${id}' is of a ${backup.mode} cluster and cannot make a ${mode} one`);
  if (backup.hsmType !== hsmType && hsmType === 'hsm1.medium')
    throw invalidRequest(`Backup '${id}' is of ${backup.hsmType} HSMs and cannot make a cluster of ${hsmType}`);
  return backup;
}

/** A backup of another account in this region; IAM has asked its policy. */
function lent(place: CloudHsmPlace, arn: string): Backup | undefined {
  const [, , , region, owner = ''] = arn.split(':');
  if (region !== place.region || !/^\d{12}$/.test(owner)) return undefined;
  const lender = place.inAccount(owner);
  const backup = lender.cloudhsmv2.backups.get(arn.split('/').at(-1)!);
  return backup && backupArn(lender, backup.backupId) === arn ? backup : undefined;
}
