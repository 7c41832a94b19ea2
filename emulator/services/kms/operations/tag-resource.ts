import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';
import { putTags, type Tag } from '../tags.ts';

export const tagResource: Operation<{ KeyId: string; Tags: Tag[] }, KmsPlace> = {
  resources: onKey,
  run({ KeyId, Tags }, { place }) {
    const key = findKeyById(place, KeyId);
    checkNotPendingDeletion(key);
    putTags(key, Tags);
  },
};
