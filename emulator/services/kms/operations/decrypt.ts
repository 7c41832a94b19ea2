import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { EncryptionContext } from '../cryptography/ciphertext.ts';
import { decryptBlob, endDryRun, refuseRecipient } from '../encryption.ts';
import { keyOfBlob } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  CiphertextBlob?: Buffer;
  EncryptionContext?: EncryptionContext;
  KeyId?: string;
  EncryptionAlgorithm?: string;
  Recipient?: object;
  DryRun?: boolean;
}

export const decrypt: Operation<Input, KmsPlace> = {
  refuses: ['DryRunModifiers'],
  ignores: ['GrantTokens'],
  resources: ({ KeyId, CiphertextBlob }, place) => [keyOfBlob(place, CiphertextBlob, KeyId)],
  run(input, { place }) {
    if (!input.CiphertextBlob) throw new AwsError('ValidationException', 'CiphertextBlob is required.');
    refuseRecipient(input.Recipient);
    const { EncryptionAlgorithm = 'SYMMETRIC_DEFAULT', EncryptionContext: context } = input;
    const encryption = { algorithm: EncryptionAlgorithm, context };
    const { key, materialId, plaintext } = decryptBlob(place, input.CiphertextBlob, 'Decrypt', encryption, input.KeyId);
    endDryRun(input.DryRun);
    return { KeyId: key.arn, Plaintext: plaintext, EncryptionAlgorithm, KeyMaterialId: materialId };
  },
};
