import { AwsError } from '../../kernel/aws-error.ts';
import type { RequestContext } from '../../service/request-context.ts';
import { decide } from './evaluation.ts';
import { readPolicy, type Statement } from './policy-document.ts';

/** Whether a resource's own policy lets another account do something with it. A policy that cannot be read lets nobody. */
export function sharesWith(
  policy: string | undefined,
  accountId: string,
  action: string,
  arn: string,
  context: RequestContext = {},
): boolean {
  if (policy === undefined) return false;
  const named = statementsOf(policy, arn).filter(({ principals }) => principals?.arns.some((one) => isOf(one, accountId)));
  return decide(named, action, arn, context) === 'allowed';
}

function statementsOf(policy: string, arn: string): Statement[] {
  try {
    return readPolicy(policy, 'resource', `the policy of ${arn}`);
  } catch (error) {
    if (error instanceof AwsError) return [];
    throw error;
  }
}

/** An account is named by its id or its root; a role of it counts for the whole account here, whose people may do everything. */
function isOf(principal: string, accountId: string): boolean {
  return principal === '*' || principal === accountId || principal.split(':')[4] === accountId;
}
