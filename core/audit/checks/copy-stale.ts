import type { Check } from '../check.ts';
import { copiesAsked } from '../copies.ts';
import { inWords } from '../hours.ts';

export const copyStale: Check = {
  id: 'copy-stale',
  title: 'the newest copy of a backup in another region is old',
  why: 'What was made since the last copied backup is lost with the region (https://docs.aws.amazon.com/cloudhsm/latest/userguide/copy-backup-to-region.html).',
  remedy: 'copy the newest backup',
  run: (facts) =>
    copiesAsked(facts).flatMap(({ environment, cluster, region, newest, waitingHours, late }) => {
      if (!newest || !late) return [];
      return [
        {
          resource: `${environment.name}/${region}`,
          cluster: cluster.id,
          environment: environment.name,
          evidence: `the newest copy in ${region}, ${newest.id}, is of a backup of ${newest.createdAt}; a later one has waited for ${inWords(waitingHours)}`,
          remedy: `\`npx hsm copy-backups ${environment.name}\``,
        },
      ];
    }),
};
