import {
  ConnectCustomKeyStoreCommand,
  CreateCustomKeyStoreCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  EncryptCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';
import { kmsWithCluster } from './key-store.ts';

export const Plaintext = Buffer.from('what only the HSMs may know');
export const EncryptionContext = { purpose: 'proof', environment: 'production' };

export async function connectedStore() {
  const setting = await kmsWithCluster();
  const { kms, home, input } = setting;
  const { CustomKeyStoreId } = await kms.send(new CreateCustomKeyStoreCommand(input));
  await kms.send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId }));
  await home.clock.idle();
  return { ...setting, CustomKeyStoreId: CustomKeyStoreId! };
}

export async function createKey(kms: KMSClient, input: CreateKeyCommandInput = {}) {
  return (await kms.send(new CreateKeyCommand(input))).KeyMetadata!;
}

export const encrypt = (kms: KMSClient, KeyId: string) => kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));

export async function keyInStore() {
  const setting = await connectedStore();
  const key = await createKey(setting.kms, { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: setting.CustomKeyStoreId });
  return { ...setting, key, KeyId: key.KeyId! };
}
