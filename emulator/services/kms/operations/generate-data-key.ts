import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { EncryptionContext } from '../cryptography/ciphertext.ts';
import { currentMaterialId, encryptWith, endDryRun, refuseRecipient } from '../encryption.ts';
import { findKey } from '../find-key.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export interface DataKeyInput {
  KeyId: string;
  EncryptionContext?: EncryptionContext;
  NumberOfBytes?: number;
  KeySpec?: 'AES_256' | 'AES_128';
  DryRun?: boolean;
}

export const generateDataKey: Operation<DataKeyInput & { Recipient?: object }, KmsPlace> = {
  ignores: ['GrantTokens'],
  resources: onKey,
  run(input, { place }) {
    refuseRecipient(input.Recipient);
    return dataKey(place, input, 'GenerateDataKey');
  },
};

/** A data key in the clear and under the KMS key. */
export function dataKey(place: KmsPlace, input: DataKeyInput, operation: string) {
  const key = findKey(place, input.KeyId);
  if ((input.NumberOfBytes === undefined) === (input.KeySpec === undefined)) {
    throw new AwsError('ValidationException', 'Please specify either number of bytes or key spec.');
  }
  const bytes = input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32);
  const Plaintext = place.random.bytes(bytes, 'kms', 'data-key', key.keyId, key.uses);
  const CiphertextBlob = encryptWith(place, key, Plaintext, operation, { context: input.EncryptionContext });
  endDryRun(input.DryRun);
  return { CiphertextBlob, Plaintext, KeyId: key.arn, KeyMaterialId: currentMaterialId(key) };
}
