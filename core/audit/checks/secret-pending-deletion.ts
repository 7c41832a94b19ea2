import type { Check } from '../check.ts';

export const secretPendingDeletion: Check = {
  id: 'secret-pending-deletion',
  title: 'a secret of an environment is on its way to deletion',
  why: 'Passwords and the trust anchor cannot be recovered once their secret is gone (https://docs.aws.amazon.com/cloudhsm/latest/userguide/bp-hsm-user-management.html).',
  remedy: 'restore the secret',
  run: ({ secrets = [], environments }) =>
    secrets.flatMap(({ arn, name, deletedAt }) => {
      const owner = environments?.find((one) => one.trustAnchor === arn || Object.values(one.secrets).includes(arn));
      if (!deletedAt || !owner) return [];
      const evidence = `${name} is scheduled for deletion since ${deletedAt}`;
      const remedy = `\`aws secretsmanager restore-secret --secret-id ${name}\`; see in CloudTrail who has deleted it (DeleteSecret)`;
      return [{ resource: arn, ...(owner.clusterId && { cluster: owner.clusterId }), environment: owner.name, evidence, remedy }];
    }),
};
