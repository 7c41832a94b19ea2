import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkRotatable, checkRotatesItself, rotateOnDemand } from '../key-rotation.ts';
import { checkNotDisabled } from '../key-state.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

const mostOnDemand = 25;

/** The schedule of automatic rotations stays as it is. */
export const rotateKeyOnDemand: Operation<{ KeyId: string }, KmsPlace> = {
  resources: onKey,
  run({ KeyId }, { place }) {
    const key = findKeyById(place, KeyId);
    // in this order, as recorded
    checkNotDisabled(place, key);
    checkRotatable(key, ['AWS_KMS', 'EXTERNAL']);
    checkRotatesItself(key);
    if (key.materials.filter(({ rotation }) => rotation?.type === 'ON_DEMAND').length >= mostOnDemand) {
      throw new AwsError(
        'LimitExceededException',
        `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${key.arn}`,
      );
    }
    rotateOnDemand(place, key);
    return { KeyId: key.arn };
  },
};
