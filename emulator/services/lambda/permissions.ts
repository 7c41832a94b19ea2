import type { LambdaPlace } from './state.ts';

export interface PermissionStatement {
  Sid?: string;
}

/** The statements of a function's policy, in the order in which they were added. */
export function statementsOf({ iam }: LambdaPlace, arn: string): PermissionStatement[] {
  const documents = iam.resourcePolicies.of(arn) as { Statement: PermissionStatement | PermissionStatement[] }[];
  return documents.flatMap(({ Statement }) => Statement);
}
