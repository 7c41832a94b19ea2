import type { Check } from '../check.ts';
import { hasCertificate, standingEnvironments } from '../standing.ts';

export const adminSecretMissing: Check = {
  id: 'admin-secret-missing',
  title: 'the password of a cluster’s admin is kept nowhere',
  why: 'AWS cannot recover an admin’s password: without it nobody manages users any more, and backups of that time cannot be administered (https://docs.aws.amazon.com/cloudhsm/latest/userguide/bp-hsm-user-management.html).',
  remedy: 'make the secret again with the password of admin, where somebody has it',
  run: (facts) => {
    const { secrets } = facts;
    if (!secrets) return [];
    return standingEnvironments(facts).flatMap(({ environment, cluster }) => {
      const arn = environment.secrets.admin;
      if (cluster.state !== 'ACTIVE' || !hasCertificate(cluster) || secrets.some((secret) => secret.arn === arn)) return [];
      const found = { resource: cluster.id, cluster: cluster.id, environment: environment.name };
      if (arn) return [{ ...found, evidence: `the secret ${arn} is gone` }];
      const remedy = `\`npx hsm provision -f ${environment.name}.json\` puts it on record again where it stands; else make the secret with the password of admin, where somebody has it`;
      return [{ ...found, evidence: 'the record names no secret of admin', remedy }];
    });
  },
};
