import type { Operation } from '../../../service/service.ts';
import { awsManagedPolicies } from '../aws-managed-policies.ts';
import type { IamPlace } from '../needs.ts';
import { page } from '../page.ts';
import { listedPolicy, policyOf } from '../shown-policy.ts';

interface Input {
  Scope?: 'All' | 'AWS' | 'Local';
  OnlyAttached?: boolean;
  PathPrefix?: string;
  PolicyUsageFilter?: 'PermissionsPolicy' | 'PermissionsBoundary';
  Marker?: string;
  MaxItems?: number;
}

/** Those of the account, and those of AWS that are known here. @throws AwsError ValidationError */
export const listPolicies: Operation<Input, IamPlace> = {
  run(input, { place }) {
    const { Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter } = input;
    const { roles, managedPolicies } = place.iam;
    const ofAws = Object.keys(awsManagedPolicies).map((arn) => policyOf(place, arn.replace('arn:aws:', `arn:${place.partition}:`)));
    const all = [...(Scope === 'AWS' ? [] : managedPolicies.all()), ...(Scope === 'Local' ? [] : ofAws)];
    const found = all.filter(({ path, arn }) => path.startsWith(PathPrefix) && (!OnlyAttached || roles.holders(arn).length > 0));
    // nothing is a boundary here
    const { items, more } = page(PolicyUsageFilter === 'PermissionsBoundary' ? [] : found, 'ListPolicies', input);
    return { Policies: items.map((policy) => listedPolicy(policy, place)), ...more };
  },
};
