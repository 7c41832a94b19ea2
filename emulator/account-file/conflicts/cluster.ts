import type { ClusterDeclaration } from '../../kernel/account.ts';
import { backupConflicts } from './backup.ts';
import { type Conflict, ofEach } from './conflict.ts';

/** Where an account file says nothing of it, as declared clusters have it. */
const usualAge = 1000;
const beforeActivation = ['CREATE_IN_PROGRESS', 'UNINITIALIZED', 'INITIALIZED'];

/** What a cluster of an account file says against itself: what CloudHSM and KMS never let come about. */
export function clusterConflicts(cluster: ClusterDeclaration, region: string): Conflict[] {
  const { state = 'ACTIVE', hsms = [], backups = [], keyStore, hsmType, mode, hoursOld = usualAge } = cluster;
  const found = ofEach('backups', backups, (backup) => backupConflicts(backup, region));
  for (const [index, backup] of backups.entries())
    if (backup.hoursOld > hoursOld)
      found.push([['backups', index, 'hoursOld'], `is older than the cluster, whose hoursOld is ${hoursOld}`]);
  if (hsmType === 'hsm1.medium' && mode === 'NON_FIPS') found.push([['mode'], 'has to be "FIPS": hsm1.medium has no other']);
  if (keyStore?.errorCode && keyStore.state !== 'FAILED')
    found.push([['keyStore', 'errorCode'], 'is of a key store whose state is "FAILED"']);
  if (keyStore && cluster.certificateDaysLeft === null)
    found.push([['keyStore'], 'needs a cluster that is activated, and this one has no certificate: its certificateDaysLeft is null']);
  if (!beforeActivation.includes(state)) return found;
  if (keyStore) found.push([['keyStore'], `needs a cluster that is activated, and this one is ${state}`]);
  if (backups.length > 0) found.push([['backups'], `are there from activation on, and this cluster is ${state}`]);
  if (hsms.length > 1) found.push([['hsms', 1], `is a second HSM, which has to wait for activation, and this cluster is ${state}`]);
  return found;
}
