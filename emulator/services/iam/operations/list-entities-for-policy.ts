import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { page } from '../page.ts';
import { onPolicy } from '../resources.ts';
import { policyOf } from '../shown-policy.ts';

interface Input {
  PolicyArn: string;
  EntityFilter?: string;
  PathPrefix?: string;
  PolicyUsageFilter?: 'PermissionsPolicy' | 'PermissionsBoundary';
  Marker?: string;
  MaxItems?: number;
}

/** Roles alone: there are no users and groups, and nothing is a boundary. @throws AwsError NoSuchEntity, ValidationError */
export const listEntitiesForPolicy: Operation<Input, IamPlace> = {
  resources: onPolicy,
  run(input, { place }) {
    const { EntityFilter = 'Role', PathPrefix = '/', PolicyUsageFilter } = input;
    const { arn } = policyOf(place, input.PolicyArn);
    const asked = EntityFilter === 'Role' && PolicyUsageFilter !== 'PermissionsBoundary';
    const holders = asked ? place.iam.roles.holders(arn).filter(({ path }) => path.startsWith(PathPrefix)) : [];
    const { items, more } = page(holders, 'ListEntitiesForPolicy', input);
    const PolicyRoles = items.map(({ roleName, id }) => ({ RoleName: roleName, RoleId: id }));
    return { PolicyGroups: [], PolicyUsers: [], PolicyRoles, ...more };
  },
};
