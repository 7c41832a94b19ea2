import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkAliasName, checkAliasTarget, checkOwnAlias } from '../alias-name.ts';
import { checkTakesAlias } from '../aliases-of-key.ts';
import { findKeyById, keyArn } from '../find-key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';
import type { KmsPlace } from '../state.ts';

export const createAlias: Operation<{ AliasName: string; TargetKeyId: string }, KmsPlace> = {
  resources: ({ AliasName, TargetKeyId }, place) => [place.arn('kms', AliasName), keyArn(place, TargetKeyId)],
  run({ AliasName, TargetKeyId }, { place }) {
    const { aliases } = place.kms;
    checkAliasName(AliasName);
    checkOwnAlias(AliasName);
    if (AliasName.includes(':')) throw new AwsError('ValidationException', `${AliasName} contains invalid characters for an alias`);
    checkAliasTarget(TargetKeyId);
    const arn = place.arn('kms', AliasName);
    const key = findKeyById(place, TargetKeyId);
    if (aliases.has(AliasName)) throw new AwsError('AlreadyExistsException', `An alias with the name ${arn} already exists`);
    checkNotPendingDeletion(key);
    checkTakesAlias(place, key);
    const now = place.clock.date();
    aliases.set(AliasName, { name: AliasName, arn, targetKeyId: key.keyId, createdAt: now, updatedAt: now });
  },
};
