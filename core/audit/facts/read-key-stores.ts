import { type CustomKeyStoresListEntry, type KMSClient, paginateDescribeCustomKeyStores } from '@aws-sdk/client-kms';
import type { KeyStoreFact } from './facts.ts';

/** Every key store of a place, by pages. */
export async function readKeyStores(client: KMSClient): Promise<KeyStoreFact[]> {
  const found: KeyStoreFact[] = [];
  for await (const { CustomKeyStores = [] } of paginateDescribeCustomKeyStores({ client }, {}))
    found.push(...CustomKeyStores.map(keyStoreFact));
  return found;
}

function keyStoreFact({ CustomKeyStoreId = '', ...described }: CustomKeyStoresListEntry): KeyStoreFact {
  return {
    id: CustomKeyStoreId,
    name: described.CustomKeyStoreName ?? '',
    clusterId: described.CloudHsmClusterId ?? '',
    state: described.ConnectionState ?? '',
    ...(described.ConnectionErrorCode && { errorCode: described.ConnectionErrorCode }),
  };
}
