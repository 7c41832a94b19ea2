import type { Check } from '../check.ts';

export const keyStoreThrottled: Check = {
  id: 'key-store-throttled',
  title: 'KMS turned requests to a key store away',
  why: 'A key store takes 1,800 requests a second at most, and other load on its HSMs counts too (https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html).',
  remedy:
    'cache data keys (AWS Encryption SDK), spread keys over more key stores, or take other load off the HSMs; the metric CloudHSMKeyStoreThrottle says which operations',
  run: ({ throttled = [], keyStores = [], clusters = [] }) =>
    throttled
      .filter(({ requests }) => requests > 0)
      .flatMap(({ keyStoreId, requests }) => {
        const store = keyStores.find(({ id }) => id === keyStoreId);
        if (!store) return [];
        const environment = clusters.find(({ id }) => id === store.clusterId)?.environment ?? null;
        const evidence = `${requests} request${requests === 1 ? ' was' : 's were'} turned away from ${store.name} within a day`;
        return [{ resource: keyStoreId, cluster: store.clusterId, environment, evidence }];
      }),
};
