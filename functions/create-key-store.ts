import { CreateCustomKeyStoreCommand, type CreateCustomKeyStoreCommandOutput } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { kms } from '../core/aws/kms.ts';
import { createOnce } from '../core/create-once.ts';
import { readPassword } from '../core/credentials/read-password.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { findKeyStore, getKeyStore } from '../core/key-store/key-store.ts';
import { Lease } from '../core/lease/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  name: z.string(),
  clusterId: z.string(),
  kmsUserSecret: z.string().describe('The ARN of the secret of kmsuser.'),
  trustAnchor: z.string(),
  lease: Lease,
  startedAt: z.iso.datetime().describe('When this workflow began: what is younger, it has created.'),
  now: z.iso.datetime(),
});
const Output = z.object({ keyStoreId: z.string(), state: z.string(), created: z.array(z.string()) });

/** Finds the key store by its name, or creates it over the cluster. */
export const handler = step(Input, Output, async ({ name, clusterId, kmsUserSecret, trustAnchor, lease, startedAt, now }) => {
  const create = async () => {
    const KeyStorePassword = await readPassword(kmsUserSecret);
    return kms().send(
      new CreateCustomKeyStoreCommand({
        CustomKeyStoreName: name,
        CloudHsmClusterId: clusterId,
        KeyStorePassword,
        TrustAnchorCertificate: trustAnchor,
      }),
    );
  };
  const see = ({ CustomKeyStoreId = '' }: CreateCustomKeyStoreCommandOutput) => getKeyStore(CustomKeyStoreId);
  const describing = { doing: 'creating the key store', to: `${name} over ${clusterId}` };
  const keyStore = await createOnce({ find: () => findKeyStore(name), create, see, what: `key store ${name}`, lease, now, describing });
  if (keyStore.clusterId !== clusterId) {
    throw new LifecycleError('KeyStoreNameTaken', {
      ...describing,
      problem: `${keyStore.keyStoreId} has the name already, over ${keyStore.clusterId}`,
      remedy: 'choose another name in keyStore.name: it is unique in an account and region',
    });
  }
  const { keyStoreId, state, createdAt } = keyStore;
  return { keyStoreId, state, created: createdAt >= new Date(startedAt) ? [keyStoreId] : [] };
});
