import type { Check } from '../check.ts';
import { hoursBetween, inWords } from '../hours.ts';

export const backupIncomplete: Check = {
  id: 'backup-incomplete',
  title: 'a backup was never finished',
  why: 'A backup takes minutes; one that stays CREATE_IN_PROGRESS cannot be restored (https://docs.aws.amazon.com/cloudhsm/latest/userguide/manage-backups.html).',
  remedy: 'ask AWS Support about it; the next backup of the cluster is made within a day',
  run: ({ backups = [], at }) =>
    backups
      .filter(({ state, createdAt }) => state === 'CREATE_IN_PROGRESS' && hoursBetween(createdAt, at) > 2)
      .map(({ id, clusterId, createdAt }) => ({
        resource: id,
        cluster: clusterId,
        evidence: `it has been CREATE_IN_PROGRESS for ${inWords(hoursBetween(createdAt, at))}`,
      })),
};
