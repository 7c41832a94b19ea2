import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { deleteAt } from '../key-deletion.ts';
import { checkNotPendingDeletion } from '../key-state.ts';
import { hasReplicas } from '../multi-region/family.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

const day = 24 * 3600;

/** A primary key waits for the deletion of its replicas first. */
export const scheduleKeyDeletion: Operation<{ KeyId: string; PendingWindowInDays?: number }, KmsPlace> = {
  resources: onKey,
  run(input, { place }) {
    const { PendingWindowInDays = 30 } = input;
    const key = findKeyById(place, input.KeyId);
    checkNotPendingDeletion(key);
    if (PendingWindowInDays < 7 || PendingWindowInDays > 30) {
      throw new AwsError('ValidationException', `PendingWindowInDays is ${PendingWindowInDays}; it must be between 7 and 30 (inclusive).`);
    }
    if (hasReplicas(key)) {
      key.windowAfterReplicas = PendingWindowInDays;
      return { KeyId: key.arn, KeyState: 'PendingReplicaDeletion', PendingWindowInDays };
    }
    const deletionDate = new Date(place.clock.now() + PendingWindowInDays * day * 1000);
    deleteAt(place, key, deletionDate);
    return { KeyId: key.arn, DeletionDate: deletionDate, KeyState: 'PendingDeletion', PendingWindowInDays };
  },
};
