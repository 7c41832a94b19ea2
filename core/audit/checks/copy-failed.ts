import type { Check } from '../check.ts';
import { copiesAsked } from '../copies.ts';

export const copyFailed: Check = {
  id: 'copy-failed',
  title: 'copying a backup to another region failed',
  why: 'CloudHSM shows a copy that could not be made as DELETED, and tells nobody (https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_CopyBackupToRegion.html).',
  remedy: 'copy the newest backup again',
  run: (facts) =>
    copiesAsked(facts).flatMap(({ environment, cluster, region, newest, failed }) => {
      const [last] = failed;
      if (!last || (newest && newest.createdAt >= last.createdAt)) return [];
      return [
        {
          resource: `${environment.name}/${region}`,
          cluster: cluster.id,
          environment: environment.name,
          evidence: `${last.id} in ${region}, of the backup ${last.source?.backupId ?? 'of'} of ${last.createdAt}, is DELETED, and no copy so new is READY there`,
          remedy: `\`npx hsm copy-backups ${environment.name}\`; where it fails again, ask AWS Support`,
        },
      ];
    }),
};
