import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';

export const createAlias: Operation<{ AliasName: string; TargetKeyId: string }> = ({ AliasName, TargetKeyId }, { world }) => {
  const { aliases } = world.kms;
  if (!AliasName.startsWith('alias/'))
    throw new AwsError(
      'ValidationException',
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  if (AliasName.startsWith('alias/aws/') || AliasName.includes(':'))
    throw new AwsError('InvalidAliasNameException', `The alias name ${AliasName} is not valid.`);
  const arn = world.arn('kms', AliasName);
  const key = findKeyById(world, TargetKeyId);
  if (aliases.has(AliasName)) throw new AwsError('AlreadyExistsException', `An alias with the name ${arn} already exists`);
  checkNotPendingDeletion(key);
  const now = world.clock.date();
  aliases.set(AliasName, { name: AliasName, arn, targetKeyId: key.keyId, createdAt: now, updatedAt: now });
};
