import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

/** The key is Disabled afterwards. */
export const cancelKeyDeletion: Operation<{ KeyId: string }, KmsPlace> = {
  resources: onKey,
  run({ KeyId }, { place }) {
    const key = findKeyById(place, KeyId);
    if (!key.deletionDate && key.windowAfterReplicas === undefined)
      throw new AwsError('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
    key.deletionDate = undefined;
    key.windowAfterReplicas = undefined;
    key.enabled = false;
    return { KeyId: key.arn };
  },
};
