import type { LambdaNeeds } from './needs.ts';

/** Why a function cannot have a role; undefined where it can. */
export function roleProblem(place: LambdaNeeds, name: string, roleArn: string, tracing: string | undefined): string | undefined {
  if (!place.iam.assumable(roleArn, 'lambda.amazonaws.com', place.arn('lambda', `function:${name}`)))
    return 'The role defined for the function cannot be assumed by Lambda.';
  const denial = tracing === 'Active' && place.iam.demand(place.iam.roleCaller(roleArn, name), 'lambda:tracing');
  return denial ? `The provided execution role does not have permissions to call PutTraceSegments on XRAY: ${denial}` : undefined;
}
