import type { Operation } from '../../../service/service.ts';
import { policyHolder } from '../policy-holder.ts';

export const getResourcePolicy: Operation<{ ResourceArn?: string }> = ({ ResourceArn }, call) => ({
  Policy: policyHolder(call, ResourceArn).policy,
});
