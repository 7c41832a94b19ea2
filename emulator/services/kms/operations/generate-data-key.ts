import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { World } from '../../../world.ts';
import type { EncryptionContext } from '../ciphertext.ts';
import { encryptWith, endDryRun, keyMaterialId, refuseRecipient } from '../cryptography.ts';
import { findKey } from '../find-key.ts';

export interface DataKeyInput {
  KeyId: string;
  EncryptionContext?: EncryptionContext;
  NumberOfBytes?: number;
  KeySpec?: 'AES_256' | 'AES_128';
  DryRun?: boolean;
}

export const generateDataKey: Operation<DataKeyInput & { Recipient?: object }> = (input, { world }) => {
  refuseRecipient(input.Recipient);
  return dataKey(world, input);
};

/** A data key in the clear and under the KMS key. */
export function dataKey(world: World, input: DataKeyInput) {
  const key = findKey(world, input.KeyId);
  if ((input.NumberOfBytes === undefined) === (input.KeySpec === undefined)) {
    throw new AwsError('ValidationException', 'Please specify either number of bytes or key spec.');
  }
  const bytes = input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32);
  const Plaintext = world.random.bytes(bytes, 'kms', 'data-key', key.keyId, key.uses);
  const CiphertextBlob = encryptWith(world, key, Plaintext, input.EncryptionContext);
  endDryRun(input.DryRun);
  return { CiphertextBlob, Plaintext, KeyId: key.arn, KeyMaterialId: keyMaterialId(world, key) };
}
