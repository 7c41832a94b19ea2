import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkOrigin } from '../key-usage.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

/**
 * Of an asymmetric key and of one for MACs it is told that it is not rotated; one of another origin is refused
 * (ansible-collections/community.aws#311; floci-io/floci#586, found with Terraform, which reads it of each key of KMS).
 *
 * @throws AwsError UnsupportedOperationException
 */
export const getKeyRotationStatus: Operation<{ KeyId: string }, KmsPlace> = {
  resources: onKey,
  run({ KeyId }, { place }) {
    const key = findKeyById(place, KeyId);
    checkOrigin(key, 'AWS_KMS');
    // replicas are rotated with their primary
    const { rotation } = key.family?.primary ?? key;
    return {
      KeyId: key.arn,
      KeyRotationEnabled: rotation !== undefined && !key.deletionDate,
      RotationPeriodInDays: rotation?.periodInDays,
      NextRotationDate: rotation?.next,
    };
  },
};
