import { readObject } from '../../../kernel/json-object.ts';
import type { Operation } from '../../../service/service.ts';
import { requireBackupState } from '../named-backup.ts';
import { policyHolder } from '../policy-holder.ts';
import { invalidRequest } from '../refusals.ts';
import { onPolicyHolder } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';

export const putResourcePolicy: Operation<{ ResourceArn?: string; Policy?: string }, CloudHsmPlace> = {
  resources: onPolicyHolder,
  run({ ResourceArn, Policy }, call) {
    const backup = policyHolder(call, ResourceArn);
    requireBackupState(backup, 'PutResourcePolicy', 'READY');
    if (Policy === undefined || readObject(Policy)?.Statement === undefined) throw invalidRequest('The Policy is not a policy document');
    backup.policy = Policy;
    return { ResourceArn, Policy };
  },
};
