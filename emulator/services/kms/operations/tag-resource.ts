import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';
import { putTags, type Tag } from '../tags.ts';

export const tagResource: Operation<{ KeyId: string; Tags: Tag[] }> = ({ KeyId, Tags }, { world }) => {
  const key = findKeyById(world, KeyId);
  checkNotPendingDeletion(key);
  putTags(key, Tags);
};
