import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';

export const untagResource: Operation<{ KeyId: string; TagKeys: string[] }> = ({ KeyId, TagKeys }, { world }) => {
  const key = findKeyById(world, KeyId);
  checkNotPendingDeletion(key);
  for (const name of TagKeys) key.tags.delete(name);
};
