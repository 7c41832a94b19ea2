import type { Operation } from '../../../service/service.ts';
import { policyHolder } from '../policy-holder.ts';
import { onPolicyHolder } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';

export const deleteResourcePolicy: Operation<{ ResourceArn?: string }, CloudHsmPlace> = {
  resources: onPolicyHolder,
  run({ ResourceArn }, call) {
    const backup = policyHolder(call, ResourceArn);
    const Policy = backup.policy;
    backup.policy = undefined;
    return { ResourceArn, Policy };
  },
};
