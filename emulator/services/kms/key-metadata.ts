import type { World } from '../../world.ts';
import { keyMaterialId } from './cryptography.ts';
import type { Key } from './key.ts';
import { keyState } from './key-state.ts';

/** The API's KeyMetadata. */
export function keyMetadata(world: World, key: Key) {
  const state = keyState(world, key);
  const store = key.customKeyStoreId === undefined ? undefined : world.kms.customKeyStore(key.customKeyStoreId);
  return {
    AWSAccountId: world.accountId,
    KeyId: key.keyId,
    Arn: key.arn,
    CreationDate: key.createdAt,
    Enabled: state === 'Enabled',
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: state,
    DeletionDate: key.deletionDate,
    Origin: key.origin,
    CustomKeyStoreId: store?.id,
    CloudHsmClusterId: store?.clusterId,
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
    CurrentKeyMaterialId: keyMaterialId(world, key),
  };
}
