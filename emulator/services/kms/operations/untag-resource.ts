import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export const untagResource: Operation<{ KeyId: string; TagKeys: string[] }, KmsPlace> = {
  resources: onKey,
  run({ KeyId, TagKeys }, { place }) {
    const key = findKeyById(place, KeyId);
    checkNotPendingDeletion(key);
    for (const name of TagKeys) key.tags.delete(name);
  },
};
