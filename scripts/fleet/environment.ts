import { alarmNames } from '../../core/alarms/alarms.ts';
import type { BackupDeclaration, ClusterDeclaration } from '../../emulator/kernel/account.ts';
import { clusterId, home, subnetOf, uuid, zonesOf } from './names.ts';

const tagsOf = (environment: string) => ({ 'cloudhsm-lifecycle:stage': 'dev', 'cloudhsm-lifecycle:environment': environment });

export const backups = (hours: number[] = [3, 27, 51]): BackupDeclaration[] => hours.map((hoursOld) => ({ hoursOld }));

/** What stands of an environment, and what is on record of it. */
export interface Declared {
  cluster: ClusterDeclaration;
  /** Whether somebody has deleted the cluster since. */
  gone?: true;
  file: Record<string, unknown>;
  /** Beside `file`, `hash`, `clusterId` and the like. */
  record: Record<string, unknown>;
  seen: { username: string; role: string; locked: string; coverage: string }[];
  drill?: Record<string, string>;
  secrets: { name: string; suffix: string; value: string; pendingDeletion?: boolean }[];
  alarms: { name: string; state?: 'OK' | 'ALARM'; actions?: string[] }[];
}

export function environment(name: string, number: number): Declared {
  const id = clusterId(number);
  const path = `cloudhsm-lifecycle/dev/${name}`;
  const full = { locked: 'false', coverage: 'full' };
  return {
    cluster: {
      id,
      hoursOld: 2000 + number,
      tags: tagsOf(name),
      hsms: zonesOf('us-east-1').map((availabilityZone) => ({ availabilityZone, keys: 12, usersAvailable: 1018 })),
      backups: backups(),
      keyStore: { name: `${name}-store`, keys: [{ id: uuid(number) }] },
    },
    file: {
      version: 1,
      name,
      subnetIds: [0, 1, 2].map((zone) => subnetOf(0, zone)),
      hsmCount: 3,
      certificateAuthority: {
        type: 'acm-pca',
        arn: `arn:aws:acm-pca:us-east-1:${home}:certificate-authority/11111111-2222-4333-8444-555555555555`,
      },
      keyStore: { name: `${name}-store`, keys: [{ name: 'documents' }] },
    },
    record: { 'key documents': `arn:aws:kms:us-east-1:${home}:key/${uuid(number)}` },
    seen: [
      { username: 'admin', role: 'admin', ...full },
      { username: 'admin2', role: 'admin', ...full },
      { username: 'application', role: 'crypto-user', ...full },
    ],
    secrets: ['admin', 'application', 'trust-anchor'].map((user) => ({ name: `${path}/${user}`, suffix: 'AbCdEf', value: 'declared' })),
    alarms: alarmNames('dev', name, { id, hsmType: 'hsm2m.medium' }).map((alarm) => ({
      name: alarm,
      actions: [`arn:aws:sns:us-east-1:${home}:cloudhsm-lifecycle-dev-alarms`],
    })),
  };
}
