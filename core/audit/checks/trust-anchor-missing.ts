import type { Check } from '../check.ts';
import { hasCertificate, standingEnvironments } from '../standing.ts';

export const trustAnchorMissing: Check = {
  id: 'trust-anchor-missing',
  title: 'the trust anchor of a cluster is kept nowhere',
  why: 'Clients, and whoever restores a backup, need the certificate that signed the cluster’s; without it the backups are of no use (https://docs.aws.amazon.com/cloudhsm/latest/userguide/initialize-cluster.html).',
  remedy: 'provision the environment again: it keeps the root of its CA; where the CA is gone, put the root into the secret yourself',
  run: (facts) => {
    const { secrets } = facts;
    if (!secrets) return [];
    return standingEnvironments(facts).flatMap(({ environment, cluster }) => {
      if (!hasCertificate(cluster)) return [];
      const { trustAnchor } = environment;
      if (trustAnchor && secrets.some(({ arn }) => arn === trustAnchor)) return [];
      const evidence = trustAnchor ? `the secret ${trustAnchor} is gone` : 'the record knows no secret that keeps it';
      return [{ resource: cluster.id, cluster: cluster.id, environment: environment.name, evidence }];
    });
  },
};
