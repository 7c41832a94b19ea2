import type { Operation } from '../../../service/service.ts';
import { changeableRole } from '../changeable-role.ts';
import type { IamPlace } from '../needs.ts';
import { onRole } from '../resources.ts';
import { shownRole } from '../shown-role.ts';

interface Input {
  RoleName: string;
  Description?: string;
  MaxSessionDuration?: number;
}

/** @throws AwsError NoSuchEntity, UnmodifiableEntity */
export const updateRole: Operation<Input, IamPlace> = {
  refuses: ['MaxSigninSessionDuration', 'ResetMaxSigninSessionDuration'],
  resources: onRole,
  run({ RoleName, Description, MaxSessionDuration }, { place }) {
    const role = changeableRole(place, RoleName);
    role.description = Description ?? role.description;
    role.maxSessionSeconds = MaxSessionDuration ?? role.maxSessionSeconds;
    return {};
  },
};

/** What UpdateRole has taken the place of. @throws AwsError NoSuchEntity, UnmodifiableEntity */
export const updateRoleDescription: Operation<{ RoleName: string; Description: string }, IamPlace> = {
  resources: onRole,
  run({ RoleName, Description }, { place }) {
    const role = changeableRole(place, RoleName);
    role.description = Description;
    return { Role: shownRole(role) };
  },
};
