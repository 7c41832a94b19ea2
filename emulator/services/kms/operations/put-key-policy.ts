import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { checkKeyPolicy } from '../key-policy.ts';

interface Input {
  KeyId: string;
  PolicyName?: string;
  Policy: string;
  BypassPolicyLockoutSafetyCheck?: boolean;
}

export const putKeyPolicy: Operation<Input> = (input, { world, caller }) => {
  const key = findKeyById(world, input.KeyId);
  if (input.PolicyName !== undefined && input.PolicyName !== 'default') throw new AwsError('NotFoundException', 'No such policy exists');
  checkKeyPolicy(world, caller, input.Policy, input.BypassPolicyLockoutSafetyCheck);
  key.policy = input.Policy;
};
