import { CreateCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { kms } from '../core/aws/kms.ts';
import { createOnce } from '../core/create-once.ts';
import { readPassword } from '../core/credentials/read-password.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { inTheWay } from '../core/key-store/in-the-way.ts';
import { findKeyStore, type KeyStore } from '../core/key-store/key-store.ts';
import { keyStoreRefusal } from '../core/key-store/refusal.ts';
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

/** Finds the key store that the cluster has, or creates one over it. */
export const handler = step(Input, Output, async ({ name, clusterId, kmsUserSecret, trustAnchor, lease, startedAt, now }) => {
  const describing = { doing: 'creating the key store', to: `${name} over ${clusterId}` };
  const create = async (): Promise<KeyStore> => {
    const KeyStorePassword = await readPassword(kmsUserSecret);
    const wanted = { CustomKeyStoreName: name, CloudHsmClusterId: clusterId, KeyStorePassword, TrustAnchorCertificate: trustAnchor };
    try {
      const { CustomKeyStoreId: keyStoreId = '' } = await kms().send(new CreateCustomKeyStoreCommand(wanted));
      return { keyStoreId, name, clusterId, state: 'DISCONNECTED', errorCode: undefined, createdAt: new Date(now) };
    } catch (error) {
      return (await inTheWay(error, { name, clusterId }, describing)) ?? Promise.reject(keyStoreRefusal(error, describing));
    }
  };
  const find = () => findKeyStore(clusterId);
  const keyStore = await createOnce({ find, create, see: async (made) => made, what: 'key store', lease, now, describing });
  if (keyStore.name !== name) throw otherName(keyStore, describing);
  const { keyStoreId, state, createdAt } = keyStore;
  return { keyStoreId, state, created: createdAt >= new Date(startedAt) ? [keyStoreId] : [] };
});

/** Somebody made it since the file was checked. */
function otherName({ name, keyStoreId, clusterId }: KeyStore, describing: { doing: string; to: string }): LifecycleError {
  return new LifecycleError('KeyStoreMismatch', {
    ...describing,
    problem: `the cluster ${clusterId} has the key store ${name} (${keyStoreId})`,
    remedy: `write ${JSON.stringify(name)} in keyStore.name and start the workflow again`,
  });
}
