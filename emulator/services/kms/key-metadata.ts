import { currentMaterialId } from './encryption.ts';
import type { Imported, Key } from './key.ts';
import { algorithmsOf, type KeyUsage } from './key-spec.ts';
import { keyState } from './key-state.ts';
import { configuration } from './multi-region/family.ts';
import type { KmsPlace } from './state.ts';

/** What the API calls the algorithms of a usage's keys. */
export const algorithmLists: Record<KeyUsage, string> = {
  ENCRYPT_DECRYPT: 'EncryptionAlgorithms',
  SIGN_VERIFY: 'SigningAlgorithms',
  GENERATE_VERIFY_MAC: 'MacAlgorithms',
  KEY_AGREEMENT: 'KeyAgreementAlgorithms',
};

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
    KeyUsage: key.usage,
    KeyState: state,
    DeletionDate: key.deletionDate,
    PendingDeletionWindowInDays: key.windowAfterReplicas,
    Origin: key.origin,
    CustomKeyStoreId: store?.id,
    CloudHsmClusterId: store?.clusterId,
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: key.spec,
    KeySpec: key.spec,
    [algorithmLists[key.usage]]: algorithmsOf(key.spec, key.usage),
    MultiRegion: key.family !== undefined,
    MultiRegionConfiguration: configuration(key),
    CurrentKeyMaterialId: state === 'Creating' ? undefined : currentMaterialId(key),
    ...expiration(key.materials.at(-1)?.imported),
  };
}

/** When imported material expires; nothing of material that is not there. */
export function expiration(imported: Imported | undefined) {
  if (!imported || imported.gone) return {};
  const { validTo: ValidTo } = imported;
  return { ExpirationModel: ValidTo ? 'KEY_MATERIAL_EXPIRES' : 'KEY_MATERIAL_DOES_NOT_EXPIRE', ValidTo };
}
