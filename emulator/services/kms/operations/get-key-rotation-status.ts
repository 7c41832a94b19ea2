import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkRotatable } from '../key-rotation.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export const getKeyRotationStatus: Operation<{ KeyId: string }, KmsPlace> = {
  resources: onKey,
  run({ KeyId }, { place }) {
    const key = findKeyById(place, KeyId);
    checkRotatable(key);
    const { rotation } = key;
    return {
      KeyId: key.arn,
      KeyRotationEnabled: rotation !== undefined && !key.deletionDate,
      RotationPeriodInDays: rotation?.periodInDays,
      NextRotationDate: rotation?.next,
    };
  },
};
