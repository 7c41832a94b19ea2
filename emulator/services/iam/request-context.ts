import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { IamPlace } from './needs.ts';

/** The tags of the role or policy that a request is on, and what policies may ask of the request itself. */
export function requestContext(
  resource: string,
  { PolicyArn, AWSServiceName }: { PolicyArn?: string; AWSServiceName?: string },
  { iam: { roles, managedPolicies } }: IamPlace,
): RequestContext {
  return {
    ...resourceTags((roles.find(resource) ?? managedPolicies.find(resource))?.tags, 'iam'),
    ...(PolicyArn !== undefined && { 'iam:PolicyARN': PolicyArn }),
    ...(AWSServiceName !== undefined && { 'iam:AWSServiceName': AWSServiceName }),
  };
}
