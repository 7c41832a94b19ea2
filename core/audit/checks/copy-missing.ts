import type { Check } from '../check.ts';
import { copiesAsked } from '../copies.ts';
import { inWords } from '../hours.ts';

export const copyMissing: Check = {
  id: 'copy-missing',
  title: 'a region that a file names has no copy of a backup',
  why: 'Backups stay in their region: without a copy, the loss of it is the loss of the keys (https://docs.aws.amazon.com/cloudhsm/latest/userguide/copy-backup-to-region.html).',
  remedy: 'copy the newest backup',
  run: (facts) =>
    copiesAsked(facts).flatMap(({ environment, cluster, region, newest, waitingHours, late }) => {
      if (newest || !late) return [];
      return [
        {
          resource: `${environment.name}/${region}`,
          cluster: cluster.id,
          environment: environment.name,
          evidence: `its file asks for copies in ${region}; none is READY there, and there has been a backup to copy for ${inWords(waitingHours)}`,
          remedy: `\`npx hsm copy-backups ${environment.name}\``,
        },
      ];
    }),
};
