import type { Check } from '../check.ts';
import { asked, standingEnvironments } from '../standing.ts';

export const keyStoreDisconnected: Check = {
  id: 'key-store-disconnected',
  title: 'a key store is not connected',
  why: 'While it is disconnected none of its keys encrypts or decrypts, and what KMS serves with them fails (https://docs.aws.amazon.com/kms/latest/developerguide/disconnect-keystore.html).',
  remedy: 'connect it again; see in CloudTrail who has disconnected it',
  run: (facts) => {
    if (!facts.keyStores) return [];
    return standingEnvironments(facts).flatMap(({ environment, cluster, keyStore }) => {
      if (!environment.file?.keyStore || asked(environment) === 0) return [];
      if (keyStore && !['DISCONNECTED', 'DISCONNECTING'].includes(keyStore.state)) return [];
      const evidence = keyStore ? `${keyStore.name} is ${keyStore.state}` : 'KMS shows none over its cluster';
      const remedy = keyStore
        ? `\`npx hsm connect ${environment.name}\`; see in CloudTrail who has disconnected it (DisconnectCustomKeyStore)`
        : 'provision the environment again: it creates the key store';
      return [{ resource: keyStore?.id ?? cluster.id, cluster: cluster.id, environment: environment.name, evidence, remedy }];
    });
  },
};
