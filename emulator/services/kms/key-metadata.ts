import { currentMaterialId } from './cryptography.ts';
import type { Key } from './key.ts';
import { keyState } from './key-state.ts';
import type { KmsPlace } from './state.ts';

/** The API's KeyMetadata. */
export function keyMetadata(place: KmsPlace, key: Key) {
  const state = keyState(place, key);
  const store = key.customKeyStoreId === undefined ? undefined : place.kms.customKeyStore(key.customKeyStoreId);
  return {
    AWSAccountId: place.accountId,
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
    CurrentKeyMaterialId: currentMaterialId(key),
  };
}
