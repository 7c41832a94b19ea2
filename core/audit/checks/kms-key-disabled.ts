import type { Check } from '../check.ts';

export const kmsKeyDisabled: Check = {
  id: 'kms-key-disabled',
  title: 'a key is disabled',
  why: 'Whatever is encrypted with it cannot be read until it is enabled (https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html).',
  remedy: 'enable it, or take it out of the file',
  run: ({ keys = [], environments }) =>
    keys
      .filter(({ state }) => state === 'Disabled')
      .map(({ arn, environment, name }) => {
        const cluster = environments?.find((one) => one.name === environment)?.clusterId;
        const remedy = `\`aws kms enable-key --key-id ${arn}\`; see in CloudTrail who has disabled it (DisableKey)`;
        return { resource: arn, ...(cluster && { cluster }), environment, evidence: `the key ${name} is Disabled`, remedy };
      }),
};
