import { paginateListKeys } from '@aws-sdk/client-kms';
import { kms } from '../aws/kms.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { describeListed } from './find-kms-key.ts';
import type { KmsKey } from './kms-key.ts';

/** An account may have thousands of keys, and KMS lists them without saying what they are. */
const atOnce = 25;

/** Every key of a key store that we may see, declared or not, those on their way to deletion too. */
export async function keysInStore(keyStoreId: string): Promise<KmsKey[]> {
  const found: KmsKey[] = [];
  for await (const { Keys = [] } of paginateListKeys({ client: kms() }, { Limit: 1000 })) {
    for (let first = 0; first < Keys.length; first += atOnce) {
      const described = await Promise.all(Keys.slice(first, first + atOnce).map(({ KeyId = '' }) => describeListed(KeyId)));
      found.push(...described.filter((key): key is KmsKey => key?.keyStoreId === keyStoreId));
    }
  }
  return found;
}

/** KMS refuses to delete a key store that has keys: one came since the look, or none was to be seen there, since its own policy keeps us out. */
export function hasKeysStill(keyStoreId: string, environment: string, problem: string): LifecycleError {
  return new LifecycleError('KeysInUse', {
    doing: 'deleting the key store',
    to: keyStoreId,
    problem,
    remedy: `start the teardown again: it names a key that was made meanwhile. Where it names none, the policy of the key keeps this account's roles from seeing it: whoever administers it (of those that \`aws kms list-keys\` lists, it is one of which \`aws kms describe-key\` tells them CustomKeyStoreId ${keyStoreId}) allows kms:DescribeKey to the account in it, or deletes the key where nothing that it encrypts is needed any more. To bring the environment back instead, \`npx hsm provision\` with the file of ${environment}`,
  });
}
