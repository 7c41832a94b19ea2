import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export const updateKeyDescription: Operation<{ KeyId: string; Description: string }, KmsPlace> = {
  resources: onKey,
  run({ KeyId, Description }, { place }) {
    const key = findKeyById(place, KeyId);
    checkNotPendingDeletion(key);
    key.description = Description;
  },
};
