import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import type { Key } from '../key.ts';
import { checkEnabled } from '../key-state.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

const day = 24 * 3600 * 1000;

/** Kept and shown; the material stays the same, which callers of KMS cannot tell. */
export const enableKeyRotation: Operation<{ KeyId: string; RotationPeriodInDays?: number }, KmsPlace> = {
  resources: onKey,
  run(input, { place }) {
    const { RotationPeriodInDays: periodInDays = 365 } = input;
    const key = findKeyById(place, input.KeyId);
    checkRotatable(key);
    checkEnabled(place, key);
    key.rotation = { periodInDays, next: new Date(place.clock.now() + periodInDays * day) };
  },
};

/** @throws AwsError UnsupportedOperationException for a key of a custom key store */
export function checkRotatable(key: Key): void {
  if (key.origin === 'AWS_KMS') return;
  throw new AwsError('UnsupportedOperationException', `${key.arn} origin is ${key.origin} which is not valid for this operation.`);
}
