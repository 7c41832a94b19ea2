import { activeHsms } from '../../cloudhsm/active-hsms.ts';
import type { Check } from '../check.ts';
import { hoursBetween, inWords } from '../hours.ts';
import { ownBackups } from '../own-backups.ts';
import { hasCertificate, lastingClusters } from '../standing.ts';

/** A day, and what CloudHSM may be late. */
const oldestHours = 26;

export const backupStale: Check = {
  id: 'backup-stale',
  title: 'the newest backup is older than a day',
  why: 'CloudHSM backs up a cluster with HSMs at least every 24 hours; what was made since the last one is lost with its HSMs (https://docs.aws.amazon.com/cloudhsm/latest/userguide/manage-backups.html).',
  remedy: 'add an HSM and remove it again, which makes a backup; where it does not, ask AWS Support',
  run: (facts) => {
    const { backups, at } = facts;
    if (!backups) return [];
    return lastingClusters(facts).flatMap((cluster) => {
      const [newest] = ownBackups(backups, cluster);
      if (!newest || cluster.state !== 'ACTIVE' || !hasCertificate(cluster) || activeHsms(cluster).length === 0) return [];
      const hours = hoursBetween(newest.createdAt, at);
      if (hours <= oldestHours) return [];
      const evidence = `its newest backup ${newest.id} is of ${newest.createdAt}, ${inWords(hours)} ago`;
      return [{ resource: cluster.id, cluster: cluster.id, environment: cluster.environment, evidence }];
    });
  },
};
