import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { rotateIfDue } from '../key-rotation.ts';
import { checkSwitchable } from '../key-state.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export const enableKey: Operation<{ KeyId: string }, KmsPlace> = {
  resources: onKey,
  run({ KeyId }, { place }) {
    const key = findKeyById(place, KeyId);
    checkSwitchable(key);
    key.enabled = true;
    rotateIfDue(place, key);
  },
};
