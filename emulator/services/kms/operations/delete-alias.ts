import type { Operation } from '../../../service/service.ts';
import { findAlias } from '../find-alias.ts';
import { keyArn } from '../find-key.ts';
import type { KmsPlace } from '../state.ts';

export const deleteAlias: Operation<{ AliasName: string }, KmsPlace> = {
  resources: ({ AliasName }, place) => [place.arn('kms', AliasName), keyArn(place, AliasName)],
  run({ AliasName }, { place }) {
    place.kms.aliases.delete(findAlias(place, AliasName).name);
  },
};
