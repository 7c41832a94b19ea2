import type { Check } from '../check.ts';

export const keyStoreFailed: Check = {
  id: 'key-store-failed',
  title: 'a key store could not be connected',
  why: 'While it is FAILED none of its keys encrypts or decrypts (https://docs.aws.amazon.com/kms/latest/developerguide/fix-keystore.html).',
  remedy: 'connect it again: that mends what can be mended by its code',
  run: ({ keyStores = [], clusters = [] }) =>
    keyStores
      .filter(({ state }) => state === 'FAILED')
      .map(({ id, name, clusterId, errorCode }) => {
        const environment = clusters.find((cluster) => cluster.id === clusterId)?.environment ?? null;
        return {
          resource: id,
          cluster: clusterId,
          environment,
          evidence: `${name} is FAILED${errorCode ? ` with ${errorCode}` : ''}`,
          ...(environment && { remedy: `\`npx hsm connect ${environment}\`` }),
        };
      }),
};
