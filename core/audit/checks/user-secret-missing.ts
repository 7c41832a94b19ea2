import type { Check } from '../check.ts';
import { standingEnvironments } from '../standing.ts';

export const userSecretMissing: Check = {
  id: 'user-secret-missing',
  title: 'the password of a user is kept nowhere',
  why: 'Applications read their password there, KMS gets kmsuser’s from there, and a backup is of no use without the passwords of its time (https://docs.aws.amazon.com/cloudhsm/latest/userguide/bp-hsm-user-management.html).',
  remedy: 'provision the environment: it makes the secret again, and says what it has to hold',
  run: (facts) => {
    const { secrets } = facts;
    if (!secrets) return [];
    return standingEnvironments(facts).flatMap(({ environment: { name, secrets: ofUsers }, cluster }) =>
      Object.entries(ofUsers)
        // the first administrator's has a check of its own
        .filter(([user, arn]) => user !== 'admin' && !secrets.some((secret) => secret.arn === arn))
        .map(([user, arn]) => ({
          resource: arn,
          cluster: cluster.id,
          environment: name,
          evidence: `the secret ${arn} of ${user} is gone`,
          remedy: `see in CloudTrail who has deleted it (DeleteSecret), and \`npx hsm provision -f ${name}.json\`: it makes the secret again, and says what it has to hold where the HSMs know another password`,
        })),
    );
  },
};
