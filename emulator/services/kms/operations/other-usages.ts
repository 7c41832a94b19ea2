import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKey } from '../find-key.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

type OfKey = Operation<{ KeyId: string }, KmsPlace>;

/** What keys of another usage do. All keys here are symmetric encryption keys, which KMS refuses to use for it. */
function ofOtherKeys(name: string, ...ignores: string[]): OfKey {
  return {
    ignores: ['GrantTokens', ...ignores],
    resources: onKey,
    run({ KeyId }, { place }) {
      const { arn } = findKey(place, KeyId);
      throw new AwsError('InvalidKeyUsageException', `${arn} key usage is ENCRYPT_DECRYPT which is not valid for ${name}.`);
    },
  };
}

export const sign = ofOtherKeys('Sign', 'Message', 'MessageType', 'SigningAlgorithm', 'DryRun');
export const verify = ofOtherKeys('Verify', 'Message', 'MessageType', 'Signature', 'SigningAlgorithm', 'DryRun');
export const generateMac = ofOtherKeys('GenerateMac', 'Message', 'MacAlgorithm', 'DryRun');
export const verifyMac = ofOtherKeys('VerifyMac', 'Message', 'MacAlgorithm', 'Mac', 'DryRun');
export const deriveSharedSecret = ofOtherKeys('DeriveSharedSecret', 'KeyAgreementAlgorithm', 'PublicKey', 'DryRun', 'Recipient');

export const getPublicKey: OfKey = {
  ignores: ['GrantTokens'],
  resources: onKey,
  run({ KeyId }, { place }) {
    throw new AwsError('UnsupportedOperationException', `${findKey(place, KeyId).arn} is a symmetric key, which has no public key.`);
  },
};
