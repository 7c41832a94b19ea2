import type { Check } from '../check.ts';
import { daysBetween } from '../hours.ts';
import { lastingClusters } from '../standing.ts';

const warnedDays = 90;

export const certificateExpiring: Check = {
  id: 'certificate-expiring',
  title: 'the certificate of a cluster ends soon',
  why: 'Clients that check it refuse the cluster from then on, and a cluster keeps its certificate for life (https://docs.aws.amazon.com/cloudhsm/latest/userguide/initialize-cluster.html).',
  remedy:
    'bring up another environment before that day and move to it: a cluster, and whatever is restored from its backups, keeps its certificate for life',
  run: (facts) =>
    lastingClusters(facts).flatMap(({ id, environment, certificate }) => {
      if (!certificate) return [];
      const days = daysBetween(facts.at, certificate.endsAt);
      if (days > warnedDays) return [];
      const evidence = `the certificate by ${certificate.issuer} ${days <= 0 ? 'has ended' : 'ends'} at ${certificate.endsAt}${days > 0 ? `, in ${Math.floor(days)} days` : ''}`;
      return [{ resource: id, cluster: id, environment, evidence }];
    }),
};
