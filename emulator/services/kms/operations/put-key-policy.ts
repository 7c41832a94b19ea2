import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkKeyPolicy } from '../key-policy.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  KeyId: string;
  PolicyName?: string;
  Policy: string;
  BypassPolicyLockoutSafetyCheck?: boolean;
}

export const putKeyPolicy: Operation<Input, KmsPlace> = {
  resources: onKey,
  run(input, { place, caller }) {
    const key = findKeyById(place, input.KeyId);
    if (input.PolicyName !== undefined && input.PolicyName !== 'default') throw new AwsError('NotFoundException', 'No such policy exists');
    checkKeyPolicy(place, caller, key.arn, input.Policy, input.BypassPolicyLockoutSafetyCheck);
    key.policy = input.Policy;
  },
};
