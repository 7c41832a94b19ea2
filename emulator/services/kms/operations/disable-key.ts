import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';

export const disableKey: Operation<{ KeyId: string }> = ({ KeyId }, { world }) => {
  const key = findKeyById(world, KeyId);
  checkNotPendingDeletion(key);
  key.enabled = false;
};
