import type { Operation } from '../../../service/service.ts';
import { findAlias } from '../find-alias.ts';

export const deleteAlias: Operation<{ AliasName: string }> = ({ AliasName }, { world }) => {
  world.kms.aliases.delete(findAlias(world, AliasName).name);
};
