import {
  CustomKeyStoreNotFoundException,
  type CustomKeyStoresListEntry,
  DescribeCustomKeyStoresCommand,
  paginateDescribeCustomKeyStores,
} from '@aws-sdk/client-kms';
import { kms } from '../aws/kms.ts';

export interface KeyStore {
  keyStoreId: string;
  name: string;
  /** Empty for a store outside AWS. */
  clusterId: string;
  /** DISCONNECTED, CONNECTING, CONNECTED, FAILED or DISCONNECTING. */
  state: string;
  /** Why it is FAILED. */
  errorCode: string | undefined;
  createdAt: Date;
}

/** Every key store of the account and region. */
export async function listKeyStores(): Promise<KeyStore[]> {
  const stores: KeyStore[] = [];
  for await (const { CustomKeyStores = [] } of paginateDescribeCustomKeyStores({ client: kms() }, {})) {
    stores.push(...CustomKeyStores.map(toKeyStore));
  }
  return stores;
}

/**
 * The key store of a cluster; undefined where KMS shows none. A cluster has one at most, and keeps it when the store gets another
 * name: it is known by the tie, never by its name.
 */
export async function findKeyStore(clusterId: string): Promise<KeyStore | undefined> {
  return (await listKeyStores()).find((store) => store.clusterId === clusterId);
}

/** The key store of an id; undefined where KMS shows none. */
export async function getKeyStore(keyStoreId: string): Promise<KeyStore | undefined> {
  try {
    const { CustomKeyStores = [] } = await kms().send(new DescribeCustomKeyStoresCommand({ CustomKeyStoreId: keyStoreId }));
    return CustomKeyStores[0] && toKeyStore(CustomKeyStores[0]);
  } catch (error) {
    if (error instanceof CustomKeyStoreNotFoundException) return undefined;
    throw error;
  }
}

function toKeyStore(entry: CustomKeyStoresListEntry): KeyStore {
  return {
    keyStoreId: entry.CustomKeyStoreId ?? '',
    name: entry.CustomKeyStoreName ?? '',
    clusterId: entry.CloudHsmClusterId ?? '',
    state: entry.ConnectionState ?? '',
    errorCode: entry.ConnectionErrorCode,
    createdAt: entry.CreationDate ?? new Date(0),
  };
}
