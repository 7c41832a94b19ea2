import type { Operation } from '../../../service/service.ts';
import { policyHolder } from '../policy-holder.ts';
import { onPolicyHolder } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';

export const getResourcePolicy: Operation<{ ResourceArn?: string }, CloudHsmPlace> = {
  resources: onPolicyHolder,
  run: ({ ResourceArn }, call) => ({
    Policy: policyHolder(call, ResourceArn).policy,
  }),
};
