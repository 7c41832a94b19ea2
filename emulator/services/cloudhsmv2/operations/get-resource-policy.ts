import type { Operation } from '../../../service/service.ts';
import { policyHolder } from '../policy-holder.ts';
import { onPolicyHolder } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';

/** A backup without a policy has an empty one: recorded in cloud-custodian's test_cloudhsm_backup_statement, September 2024. */
export const getResourcePolicy: Operation<{ ResourceArn?: string }, CloudHsmPlace> = {
  resources: onPolicyHolder,
  run: ({ ResourceArn }, call) => ({
    Policy: policyHolder(call, ResourceArn).policy ?? '{}',
  }),
};
