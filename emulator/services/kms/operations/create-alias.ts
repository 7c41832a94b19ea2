import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById, keyArn } from '../find-key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';
import type { KmsPlace } from '../state.ts';

export const createAlias: Operation<{ AliasName: string; TargetKeyId: string }, KmsPlace> = {
  resources: ({ AliasName, TargetKeyId }, place) => [place.arn('kms', AliasName), keyArn(place, TargetKeyId)],
  run({ AliasName, TargetKeyId }, { place }) {
    const { aliases } = place.kms;
    if (!AliasName.startsWith('alias/'))
      throw new AwsError(
        'ValidationException',
        'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
      );
    if (AliasName.startsWith('alias/aws/') || AliasName.includes(':'))
      throw new AwsError('InvalidAliasNameException', `The alias name ${AliasName} is not valid.`);
    const arn = place.arn('kms', AliasName);
    const key = findKeyById(place, TargetKeyId);
    if (aliases.has(AliasName)) throw new AwsError('AlreadyExistsException', `An alias with the name ${arn} already exists`);
    checkNotPendingDeletion(key);
    const now = place.clock.date();
    aliases.set(AliasName, { name: AliasName, arn, targetKeyId: key.keyId, createdAt: now, updatedAt: now });
  },
};
