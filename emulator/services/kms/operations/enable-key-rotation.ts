import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkRotatable, checkRotatesItself, rotateEvery } from '../key-rotation.ts';
import { checkEnabled } from '../key-state.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export const enableKeyRotation: Operation<{ KeyId: string; RotationPeriodInDays?: number }, KmsPlace> = {
  resources: onKey,
  run(input, { place }) {
    const { RotationPeriodInDays: periodInDays = 365 } = input;
    const key = findKeyById(place, input.KeyId);
    checkRotatable(key);
    checkRotatesItself(key);
    checkEnabled(place, key);
    rotateEvery(place, key, periodInDays);
  },
};
