import { createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { endDryRun, privateKeyOf, refuseRecipient } from '../encryption.ts';
import { findKey } from '../find-key.ts';
import { checkAlgorithm, checkUsage } from '../key-usage.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  KeyId: string;
  KeyAgreementAlgorithm: string;
  PublicKey: Buffer;
  Recipient?: object;
  DryRun?: boolean;
}

export const deriveSharedSecret: Operation<Input, KmsPlace> = {
  ignores: ['GrantTokens'],
  resources: onKey,
  run({ KeyId, KeyAgreementAlgorithm, PublicKey, Recipient, DryRun }, { place }) {
    const key = findKey(place, KeyId);
    checkUsage(key, 'KEY_AGREEMENT', 'DeriveSharedSecret');
    checkAlgorithm(key, KeyAgreementAlgorithm);
    refuseRecipient(Recipient);
    const SharedSecret = sharedSecret(privateKeyOf(place, key), PublicKey);
    endDryRun(DryRun);
    return { KeyId: key.arn, SharedSecret, KeyAgreementAlgorithm, KeyOrigin: key.origin };
  },
};

/** @throws AwsError ValidationException, without words, where it is no public key of the same curve */
function sharedSecret(privateKey: KeyObject, spki: Buffer): Buffer {
  try {
    return diffieHellman({ privateKey, publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }) });
  } catch {
    throw new AwsError('ValidationException', '');
  }
}
