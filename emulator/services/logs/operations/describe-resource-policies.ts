import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { LogsPlace } from '../state.ts';

/** There are none: PutResourcePolicy is not emulated. @throws AwsError InvalidParameterException for a token */
export const describeResourcePolicies: Operation<{ nextToken?: string; limit?: number }, LogsPlace> = {
  ignores: ['resourceArn', 'policyScope'],
  run: (input) => ({ resourcePolicies: page([], 'DescribeResourcePolicies', input).items }),
};
