import type { Operation } from '../../../service/service.ts';
import { checkAliasName, checkOwnAlias } from '../alias-name.ts';
import { findAlias } from '../find-alias.ts';
import { keyArn } from '../find-key.ts';
import type { KmsPlace } from '../state.ts';

export const deleteAlias: Operation<{ AliasName: string }, KmsPlace> = {
  resources: ({ AliasName }, place) => [place.arn('kms', AliasName), keyArn(place, AliasName)],
  run({ AliasName }, { place }) {
    checkAliasName(AliasName);
    checkOwnAlias(AliasName);
    place.kms.aliases.delete(findAlias(place, AliasName).name);
  },
};
