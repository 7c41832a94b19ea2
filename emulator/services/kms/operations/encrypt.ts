import type { Operation } from '../../../service/service.ts';
import type { EncryptionContext } from '../ciphertext.ts';
import { checkAlgorithm, encryptWith, endDryRun } from '../cryptography.ts';
import { findKey } from '../find-key.ts';

interface Input {
  KeyId: string;
  Plaintext: Buffer;
  EncryptionContext?: EncryptionContext;
  EncryptionAlgorithm?: string;
  DryRun?: boolean;
}

export const encrypt: Operation<Input> = (input, { world }) => {
  const key = findKey(world, input.KeyId);
  checkAlgorithm(input.EncryptionAlgorithm);
  const CiphertextBlob = encryptWith(world, key, input.Plaintext, input.EncryptionContext);
  endDryRun(input.DryRun);
  return { CiphertextBlob, KeyId: key.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
};
