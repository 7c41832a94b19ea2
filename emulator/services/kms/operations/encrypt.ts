import type { Operation } from '../../../service/service.ts';
import type { EncryptionContext } from '../cryptography/ciphertext.ts';
import { encryptWith, endDryRun } from '../encryption.ts';
import { findKey } from '../find-key.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  KeyId: string;
  Plaintext: Buffer;
  EncryptionContext?: EncryptionContext;
  EncryptionAlgorithm?: string;
  DryRun?: boolean;
}

export const encrypt: Operation<Input, KmsPlace> = {
  ignores: ['GrantTokens'],
  resources: onKey,
  run(input, { place }) {
    const key = findKey(place, input.KeyId);
    const { EncryptionAlgorithm = 'SYMMETRIC_DEFAULT', EncryptionContext: context } = input;
    const CiphertextBlob = encryptWith(place, key, input.Plaintext, 'Encrypt', { algorithm: EncryptionAlgorithm, context });
    endDryRun(input.DryRun);
    return { CiphertextBlob, KeyId: key.arn, EncryptionAlgorithm };
  },
};
