import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

/** A key has one policy, named `default`. */
export const getKeyPolicy: Operation<{ KeyId: string; PolicyName?: string }, KmsPlace> = {
  resources: onKey,
  run({ KeyId, PolicyName = 'default' }, { place }) {
    const { policy } = findKeyById(place, KeyId);
    if (PolicyName !== 'default') throw new AwsError('NotFoundException', 'No such policy exists');
    return { Policy: policy, PolicyName };
  },
};
