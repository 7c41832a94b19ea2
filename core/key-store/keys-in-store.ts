import { paginateListKeys } from '@aws-sdk/client-kms';
import { kms } from '../aws/kms.ts';
import { describeListed } from './find-kms-key.ts';
import type { KmsKey } from './kms-key.ts';

/** An account may have thousands of keys, and KMS lists them without saying what they are. */
const atOnce = 25;

/** Every key of a key store, declared or not, those on their way to deletion too. */
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
