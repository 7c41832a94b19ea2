import type { Check } from '../check.ts';
import { standingEnvironments } from '../standing.ts';

export const backupRetentionShort: Check = {
  id: 'backup-retention-short',
  title: 'backups are kept for a shorter time than the file asks',
  why: 'Whoever finds out late that keys are gone needs a backup from before (https://docs.aws.amazon.com/cloudhsm/latest/userguide/manage-backup-retention.html).',
  remedy: 'provision the environment again: it sets the retention',
  run: (facts) =>
    standingEnvironments(facts).flatMap(({ environment, cluster }) => {
      const days = environment.file?.backupRetentionDays;
      if (days === undefined || cluster.retentionDays >= days) return [];
      const evidence = `the cluster keeps backups for ${cluster.retentionDays} days, and the file asks for ${days}`;
      const remedy = `\`aws cloudhsmv2 modify-cluster --cluster-id ${cluster.id} --backup-retention-policy Type=DAYS,Value=${days}\``;
      return [{ resource: cluster.id, cluster: cluster.id, environment: environment.name, evidence, remedy }];
    }),
};
