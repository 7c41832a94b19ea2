import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { onRole } from '../resources.ts';
import { shownRole } from '../shown-role.ts';

/** When it was used last is not told. @throws AwsError NoSuchEntity */
export const getRole: Operation<{ RoleName: string }, IamPlace> = {
  resources: onRole,
  run({ RoleName }, { place }) {
    const role = place.iam.roles.named(RoleName);
    return { Role: { ...shownRole(role), MaxSessionDuration: role.maxSessionSeconds, RoleLastUsed: {} } };
  },
};
