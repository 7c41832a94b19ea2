import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { EncryptionContext } from '../ciphertext.ts';
import { checkAlgorithm, decryptBlob, encryptWith, endDryRun, keyMaterialId } from '../cryptography.ts';
import { findKey } from '../find-key.ts';
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

/** Needs kms:ReEncryptFrom on the one key, which the request was checked for, and kms:ReEncryptTo on the other. */
export const reEncrypt: Operation<Input, KmsPlace> = {
  action: 'ReEncryptFrom',
  resources: ({ SourceKeyId, CiphertextBlob }, place) => [keyOfBlob(place, CiphertextBlob, SourceKeyId)],
  run(input, { place, caller }) {
    if (!input.CiphertextBlob) throw new AwsError('ValidationException', 'CiphertextBlob is required.');
    checkAlgorithm(input.SourceEncryptionAlgorithm);
    checkAlgorithm(input.DestinationEncryptionAlgorithm);
    const destination = findKey(place, input.DestinationKeyId);
    const denial = caller.kind === 'role' ? place.iam.denial(caller, 'kms:ReEncryptTo', [destination.arn]) : undefined;
    if (denial) throw new AwsError('AccessDeniedException', denial);
    const { key: source, plaintext } = decryptBlob(place, input.CiphertextBlob, input.SourceEncryptionContext, input.SourceKeyId);
    const CiphertextBlob = encryptWith(place, destination, plaintext, input.DestinationEncryptionContext);
    endDryRun(input.DryRun);
    return {
      CiphertextBlob,
      SourceKeyId: source.arn,
      KeyId: destination.arn,
      SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      SourceKeyMaterialId: keyMaterialId(place, source),
      DestinationKeyMaterialId: keyMaterialId(place, destination),
    };
  },
};
