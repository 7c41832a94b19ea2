import type { KeyObject } from 'node:crypto';
import type { Operation } from '../../../service/service.ts';
import { digestOf, signDigest } from '../cryptography/signature.ts';
import { endDryRun, privateKeyOf } from '../encryption.ts';
import { findKey } from '../find-key.ts';
import type { Key } from '../key.ts';
import { checkAlgorithm, checkUsage } from '../key-usage.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export interface SigningInput {
  KeyId: string;
  Message: Buffer;
  MessageType?: string;
  SigningAlgorithm: string;
  DryRun?: boolean;
}

export const sign: Operation<SigningInput, KmsPlace> = {
  ignores: ['GrantTokens'],
  resources: onKey,
  async run(input, { place }) {
    const { SigningAlgorithm } = input;
    const { key, privateKey, digest } = toBeSigned(place, input, 'Sign');
    const salt = place.random.bytes(digest.length, 'kms', 'salt', key.keyId, key.uses++);
    const Signature = await place.clock.during(() => signDigest(SigningAlgorithm, privateKey, digest, salt));
    return { KeyId: key.arn, Signature, SigningAlgorithm };
  },
};

/**
 * What is signed, or was, and with which key.
 *
 * @throws AwsError InvalidKeyUsageException, DisabledException, KMSInvalidStateException, ValidationException, DryRunOperationException
 */
export function toBeSigned(
  place: KmsPlace,
  { KeyId, Message, MessageType = 'RAW', SigningAlgorithm, DryRun }: SigningInput,
  operation: string,
): { key: Key; privateKey: KeyObject; digest: Buffer } {
  const key = findKey(place, KeyId);
  checkUsage(key, 'SIGN_VERIFY', operation);
  checkAlgorithm(key, SigningAlgorithm);
  const privateKey = privateKeyOf(place, key);
  const digest = digestOf(SigningAlgorithm, Message, MessageType);
  endDryRun(DryRun);
  return { key, privateKey, digest };
}
