import { createPublicKey } from 'node:crypto';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { EncryptionContext } from '../cryptography/ciphertext.ts';
import { currentMaterialId, encryptWith, endDryRun, refuseRecipient } from '../encryption.ts';
import { findKey } from '../find-key.ts';
import { checkOrigin } from '../key-usage.ts';
import { isPairSpec, newPrivateKey } from '../material/new-material.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export interface DataKeyPairInput {
  KeyId: string;
  KeyPairSpec: string;
  EncryptionContext?: EncryptionContext;
  DryRun?: boolean;
}

export const generateDataKeyPair: Operation<DataKeyPairInput & { Recipient?: object }, KmsPlace> = {
  ignores: ['GrantTokens'],
  resources: onKey,
  run(input, { place }) {
    refuseRecipient(input.Recipient);
    return dataKeyPair(place, input, 'GenerateDataKeyPair');
  },
};

/** A pair of keys: the public one, and the private one in the clear and under the KMS key. */
export function dataKeyPair(place: KmsPlace, { KeyId, KeyPairSpec, EncryptionContext, DryRun }: DataKeyPairInput, operation: string) {
  const key = findKey(place, KeyId);
  checkOrigin(key, 'AWS_KMS', 'EXTERNAL');
  if (!isPairSpec(KeyPairSpec))
    throw new AwsError('UnsupportedOperationException', `Data key pairs of the spec ${KeyPairSpec} are not emulated.`);
  const pair = newPrivateKey(place.random, KeyPairSpec, 'kms', 'data-key-pair', key.keyId, key.uses);
  const PrivateKeyPlaintext = pair.export({ format: 'der', type: 'pkcs8' });
  const PrivateKeyCiphertextBlob = encryptWith(place, key, PrivateKeyPlaintext, operation, { context: EncryptionContext });
  endDryRun(DryRun);
  return {
    PrivateKeyCiphertextBlob,
    PrivateKeyPlaintext,
    PublicKey: createPublicKey(pair).export({ format: 'der', type: 'spki' }),
    KeyId: key.arn,
    KeyPairSpec,
    KeyMaterialId: currentMaterialId(key),
  };
}
