import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { EncryptionContext } from '../cryptography/ciphertext.ts';
import { currentMaterialId, decryptBlob, encryptWith, endDryRun } from '../encryption.ts';
import { findKey, keyArn } from '../find-key.ts';
import { keyOfBlob } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  CiphertextBlob?: Buffer;
  SourceEncryptionContext?: EncryptionContext;
  SourceKeyId?: string;
  DestinationKeyId: string;
  DestinationEncryptionContext?: EncryptionContext;
  SourceEncryptionAlgorithm?: string;
  DestinationEncryptionAlgorithm?: string;
  DryRun?: boolean;
}

export const reEncrypt: Operation<Input, KmsPlace> = {
  refuses: ['DryRunModifiers'],
  ignores: ['GrantTokens'],
  asks: (input, place) => {
    const source = keyOfBlob(place, input.CiphertextBlob, input.SourceKeyId);
    const destination = keyArn(place, input.DestinationKeyId);
    const common = { ReEncryptOnSameKey: source === destination };
    const about = (KeyId?: string, EncryptionContext?: EncryptionContext) => ({ ...common, KeyId, EncryptionContext });
    return [
      { action: 'ReEncryptFrom', resources: [source], about: about(input.SourceKeyId, input.SourceEncryptionContext) },
      { action: 'ReEncryptTo', resources: [destination], about: about(input.DestinationKeyId, input.DestinationEncryptionContext) },
    ];
  },
  run(input, { place }) {
    if (!input.CiphertextBlob) throw new AwsError('ValidationException', 'CiphertextBlob is required.');
    const { SourceEncryptionAlgorithm = 'SYMMETRIC_DEFAULT', DestinationEncryptionAlgorithm = 'SYMMETRIC_DEFAULT' } = input;
    const source = { algorithm: SourceEncryptionAlgorithm, context: input.SourceEncryptionContext };
    const target = { algorithm: DestinationEncryptionAlgorithm, context: input.DestinationEncryptionContext };
    const destination = findKey(place, input.DestinationKeyId);
    const found = decryptBlob(place, input.CiphertextBlob, 'ReEncrypt', source, input.SourceKeyId);
    const CiphertextBlob = encryptWith(place, destination, found.plaintext, 'ReEncrypt', target);
    endDryRun(input.DryRun);
    return {
      CiphertextBlob,
      SourceKeyId: found.key.arn,
      KeyId: destination.arn,
      SourceEncryptionAlgorithm,
      DestinationEncryptionAlgorithm,
      SourceKeyMaterialId: found.materialId,
      DestinationKeyMaterialId: currentMaterialId(destination),
    };
  },
};
