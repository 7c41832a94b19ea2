import type { Operation } from '../../../service/service.ts';
import { findAlias } from '../find-alias.ts';
import { findKeyById } from '../find-key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';

export const updateAlias: Operation<{ AliasName: string; TargetKeyId: string }> = ({ AliasName, TargetKeyId }, { world }) => {
  const alias = findAlias(world, AliasName);
  const key = findKeyById(world, TargetKeyId);
  checkNotPendingDeletion(key);
  Object.assign(alias, { targetKeyId: key.keyId, updatedAt: world.clock.date() });
};
