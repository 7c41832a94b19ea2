import type { Operation } from '../../../service/service.ts';
import { findAlias } from '../find-alias.ts';
import type { KmsPlace } from '../state.ts';

export const deleteAlias: Operation<{ AliasName: string }, KmsPlace> = ({ AliasName }, { place }) => {
  place.kms.aliases.delete(findAlias(place, AliasName).name);
};
