import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkRotatable, checkRotatesItself } from '../key-rotation.ts';
import { checkEnabled } from '../key-state.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export const disableKeyRotation: Operation<{ KeyId: string }, KmsPlace> = {
  resources: onKey,
  run({ KeyId }, { place }) {
    const key = findKeyById(place, KeyId);
    checkRotatable(key);
    checkRotatesItself(key);
    checkEnabled(place, key);
    key.rotation = undefined;
  },
};
