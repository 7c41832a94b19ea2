import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { digestOf, isSignature } from '../cryptography/signature.ts';
import { endDryRun, privateKeyOf } from '../encryption.ts';
import { findKey } from '../find-key.ts';
import { checkAlgorithm, checkUsage } from '../key-usage.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';
import type { SigningInput } from './sign.ts';

export const verify: Operation<SigningInput & { Signature: Buffer }, KmsPlace> = {
  ignores: ['GrantTokens'],
  resources: onKey,
  async run({ KeyId, Message, MessageType = 'RAW', Signature, SigningAlgorithm, DryRun }, { place }) {
    const key = findKey(place, KeyId);
    checkUsage(key, 'SIGN_VERIFY', 'Verify');
    checkAlgorithm(key, SigningAlgorithm);
    const privateKey = privateKeyOf(place, key);
    const digest = digestOf(SigningAlgorithm, Message, MessageType);
    endDryRun(DryRun);
    const valid = await place.clock.during(() => isSignature(SigningAlgorithm, privateKey, digest, Signature));
    if (!valid) throw new AwsError('KMSInvalidSignatureException', '');
    return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm };
  },
};
