import { CustomKeyStoreNotFoundException, type CustomKeyStoresListEntry, DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { kms } from '../aws/kms.ts';

export interface KeyStore {
  keyStoreId: string;
  name: string;
  clusterId: string;
  /** DISCONNECTED, CONNECTING, CONNECTED, FAILED or DISCONNECTING. */
  state: string;
  /** Why it is FAILED. */
  errorCode: string | undefined;
  createdAt: Date;
}

/** The key store of a name; undefined where there is none. A name is unique in an account and region. */
export async function findKeyStore(name: string): Promise<KeyStore | undefined> {
  return describe({ CustomKeyStoreName: name });
}

export async function getKeyStore(keyStoreId: string): Promise<KeyStore | undefined> {
  return describe({ CustomKeyStoreId: keyStoreId });
}

async function describe(by: { CustomKeyStoreName: string } | { CustomKeyStoreId: string }): Promise<KeyStore | undefined> {
  try {
    const { CustomKeyStores = [] } = await kms().send(new DescribeCustomKeyStoresCommand(by));
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
