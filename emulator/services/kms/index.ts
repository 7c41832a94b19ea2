import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { Service } from '../../service/service.ts';
import { keyArnOf } from './ciphertext.ts';
import { keyArn } from './find-key.ts';
import { cancelKeyDeletion } from './operations/cancel-key-deletion.ts';
import { connectCustomKeyStore } from './operations/connect-custom-key-store.ts';
import { createAlias } from './operations/create-alias.ts';
import { createCustomKeyStore } from './operations/create-custom-key-store.ts';
import { createKey } from './operations/create-key.ts';
import { decrypt } from './operations/decrypt.ts';
import { deleteAlias } from './operations/delete-alias.ts';
import { deleteCustomKeyStore } from './operations/delete-custom-key-store.ts';
import { describeCustomKeyStores } from './operations/describe-custom-key-stores.ts';
import { describeKey } from './operations/describe-key.ts';
import { disableKey } from './operations/disable-key.ts';
import { disconnectCustomKeyStore } from './operations/disconnect-custom-key-store.ts';
import { enableKey } from './operations/enable-key.ts';
import { enableKeyRotation } from './operations/enable-key-rotation.ts';
import { encrypt } from './operations/encrypt.ts';
import { generateDataKey } from './operations/generate-data-key.ts';
import { generateDataKeyWithoutPlaintext } from './operations/generate-data-key-without-plaintext.ts';
import { getKeyPolicy } from './operations/get-key-policy.ts';
import { getKeyRotationStatus } from './operations/get-key-rotation-status.ts';
import { listAliases } from './operations/list-aliases.ts';
import { listKeys } from './operations/list-keys.ts';
import { listResourceTags } from './operations/list-resource-tags.ts';
import { putKeyPolicy } from './operations/put-key-policy.ts';
import { reEncrypt } from './operations/re-encrypt.ts';
import { scheduleKeyDeletion } from './operations/schedule-key-deletion.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateAlias } from './operations/update-alias.ts';
import { updateCustomKeyStore } from './operations/update-custom-key-store.ts';
import type { KmsPlace } from './state.ts';

/** Operations whose IAM resource is the key that KeyId names. */
const ofKey = {
  DescribeKey: describeKey,
  EnableKey: enableKey,
  DisableKey: disableKey,
  ScheduleKeyDeletion: scheduleKeyDeletion,
  CancelKeyDeletion: cancelKeyDeletion,
  EnableKeyRotation: enableKeyRotation,
  GetKeyRotationStatus: getKeyRotationStatus,
  GetKeyPolicy: getKeyPolicy,
  PutKeyPolicy: putKeyPolicy,
  TagResource: tagResource,
  UntagResource: untagResource,
  ListResourceTags: listResourceTags,
  Encrypt: encrypt,
  GenerateDataKey: generateDataKey,
  GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext,
};

export const kms: Service<KmsPlace> = {
  model: 'kms',
  iamPrefix: 'kms',
  operations: {
    ...ofKey,
    CreateCustomKeyStore: createCustomKeyStore,
    DescribeCustomKeyStores: describeCustomKeyStores,
    ConnectCustomKeyStore: connectCustomKeyStore,
    DisconnectCustomKeyStore: disconnectCustomKeyStore,
    UpdateCustomKeyStore: updateCustomKeyStore,
    DeleteCustomKeyStore: deleteCustomKeyStore,
    CreateKey: createKey,
    ListKeys: listKeys,
    CreateAlias: createAlias,
    UpdateAlias: updateAlias,
    DeleteAlias: deleteAlias,
    ListAliases: listAliases,
    Decrypt: decrypt,
    ReEncrypt: reEncrypt,
  },
  actions: { ReEncrypt: 'ReEncryptFrom' },
  resources: {
    ...Object.fromEntries(Object.keys(ofKey).map((operation) => [operation, ({ KeyId }, place) => [keyArn(place, KeyId)]])),
    CreateAlias: ({ AliasName, TargetKeyId }, place) => [place.arn('kms', AliasName), keyArn(place, TargetKeyId)],
    UpdateAlias: ({ AliasName, TargetKeyId }, place) => [place.arn('kms', AliasName), keyArn(place, AliasName), keyArn(place, TargetKeyId)],
    DeleteAlias: ({ AliasName }, place) => [place.arn('kms', AliasName), keyArn(place, AliasName)],
    Decrypt: ({ KeyId, CiphertextBlob }, place) => [blobKey(place, CiphertextBlob, KeyId)],
    ReEncrypt: ({ SourceKeyId, CiphertextBlob }, place) => [blobKey(place, CiphertextBlob, SourceKeyId)],
  },
  context: (resource, input, place) => {
    const key = place.kms.keys.get(resource.split('/').at(-1)!);
    return key ? { ...resourceTags(key.tags), ...encryptionContext(input), 'kms:KeyOrigin': key.origin } : {};
  },
};

type Context = Record<string, string>;

/** ReEncrypt is asked for its source first. */
function encryptionContext(input: { EncryptionContext?: Context; SourceEncryptionContext?: Context }): RequestContext {
  const given = input.EncryptionContext ?? input.SourceEncryptionContext ?? {};
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [`kms:EncryptionContext:${key}`, value]));
}

function blobKey(place: KmsPlace, blob: Buffer | undefined, reference: string | undefined): string {
  if (reference !== undefined) return keyArn(place, reference);
  try {
    return keyArnOf(blob ?? Buffer.alloc(0));
  } catch {
    return '*';
  }
}
