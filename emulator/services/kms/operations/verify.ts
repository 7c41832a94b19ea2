import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { isSignature } from '../cryptography/signature.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';
import { type SigningInput, toBeSigned } from './sign.ts';

export const verify: Operation<SigningInput & { Signature: Buffer }, KmsPlace> = {
  ignores: ['GrantTokens'],
  resources: onKey,
  async run(input, { place }) {
    const { Signature, SigningAlgorithm } = input;
    const { key, privateKey, digest } = toBeSigned(place, input, 'Verify');
    const valid = await place.clock.during(() => isSignature(SigningAlgorithm, privateKey, digest, Signature));
    if (!valid) throw new AwsError('KMSInvalidSignatureException', '');
    return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm };
  },
};
