import type { ClusterDeclaration } from '../../emulator/kernel/account.ts';
import { backups } from './environment.ts';
import { clusterId, zonesOf } from './names.ts';

/** Clusters that nobody has declared here: of other accounts, or made by hand. */
export function plain(region: string, number: number): ClusterDeclaration {
  const zones = zonesOf(region);
  const hsms = zones.slice(0, 2 + (number % 2)).map((availabilityZone) => ({ availabilityZone, keys: number % 50, usersAvailable: 1000 }));
  const cluster: ClusterDeclaration = {
    id: clusterId(number),
    hoursOld: 500 + number * 13,
    hsms,
    backups: backups([2 + (number % 20), 30]),
  };
  if (number % 31 === 0) Object.assign(hsms[0]!, { state: 'DEGRADED', stateMessage: 'The HSM does not answer' });
  if (number % 37 === 0) cluster.backupRetentionDays = 30;
  if (number % 41 === 0) cluster.hsmType = 'hsm1.medium';
  return cluster;
}
