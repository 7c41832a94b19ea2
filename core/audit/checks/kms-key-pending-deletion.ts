import type { Check } from '../check.ts';
import type { EnvironmentFact, KeyFact } from '../facts/facts.ts';

/** One that the file names no more was given up. */
function isMissed({ environment, name, state }: KeyFact, environments: EnvironmentFact[] = []): boolean {
  if (state !== 'missing') return state === 'PendingDeletion';
  const { file } = environments.find((one) => one.name === environment) ?? {};
  return !file || (file.keyStore?.keys.some((key) => key.name === name) ?? false);
}

export const kmsKeyPendingDeletion: Check = {
  id: 'kms-key-pending-deletion',
  title: 'a key is on its way to deletion',
  why: 'What was encrypted with a deleted key can never be read again (https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html).',
  remedy: 'cancel its deletion, unless nothing that it has encrypted is needed any more',
  run: ({ keys = [], environments }) =>
    keys
      .filter((key) => isMissed(key, environments))
      .map(({ arn, environment, name, state, deletedAt }) => {
        const cluster = environments?.find((one) => one.name === environment)?.clusterId;
        return {
          resource: arn,
          ...(cluster && { cluster }),
          environment,
          evidence: state === 'missing' ? `KMS shows no key ${name} any more` : `the key ${name} is deleted at ${deletedAt}`,
          remedy:
            state === 'missing'
              ? 'where its material is still in the HSMs or in a backup, ask AWS Support; else what it has encrypted is lost'
              : `\`aws kms cancel-key-deletion --key-id ${arn}\` and \`aws kms enable-key --key-id ${arn}\`; see in CloudTrail who has asked for it (ScheduleKeyDeletion)`,
        };
      }),
};
