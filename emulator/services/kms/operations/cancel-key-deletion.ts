import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';

/** The key is Disabled afterwards. */
export const cancelKeyDeletion: Operation<{ KeyId: string }> = ({ KeyId }, { world }) => {
  const key = findKeyById(world, KeyId);
  if (!key.deletionDate) throw new AwsError('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
  key.deletionDate = undefined;
  key.enabled = false;
  return { KeyId: key.arn };
};
