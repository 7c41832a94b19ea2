import type { Operation } from '../../../service/service.ts';
import { checkAliasName, checkAliasTarget, checkOwnAlias } from '../alias-name.ts';
import { checkSameKind, checkTakesAlias } from '../aliases-of-key.ts';
import { findAlias } from '../find-alias.ts';
import { findKeyById, keyArn } from '../find-key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';
import type { KmsPlace } from '../state.ts';

export const updateAlias: Operation<{ AliasName: string; TargetKeyId: string }, KmsPlace> = {
  resources: ({ AliasName, TargetKeyId }, place) => [place.arn('kms', AliasName), keyArn(place, AliasName), keyArn(place, TargetKeyId)],
  run({ AliasName, TargetKeyId }, { place }) {
    checkAliasName(AliasName);
    checkOwnAlias(AliasName);
    checkAliasTarget(TargetKeyId);
    const alias = findAlias(place, AliasName);
    const key = findKeyById(place, TargetKeyId);
    checkNotPendingDeletion(key);
    checkSameKind(findKeyById(place, alias.targetKeyId), key);
    if (alias.targetKeyId !== key.keyId) checkTakesAlias(place, key);
    Object.assign(alias, { targetKeyId: key.keyId, updatedAt: place.clock.date() });
  },
};
