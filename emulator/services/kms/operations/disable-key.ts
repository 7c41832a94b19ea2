import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkSwitchable } from '../key-state.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export const disableKey: Operation<{ KeyId: string }, KmsPlace> = {
  resources: onKey,
  run({ KeyId }, { place }) {
    const key = findKeyById(place, KeyId);
    checkSwitchable(key);
    key.enabled = false;
  },
};
