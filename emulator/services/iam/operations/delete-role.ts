import type { Operation } from '../../../service/service.ts';
import { changeableRole } from '../changeable-role.ts';
import { deleteRole as deleted } from '../deletion.ts';
import type { IamPlace } from '../needs.ts';
import { onRole } from '../resources.ts';

/** @throws AwsError NoSuchEntity, DeleteConflict, UnmodifiableEntity */
export const deleteRole: Operation<{ RoleName: string }, IamPlace> = {
  resources: onRole,
  run({ RoleName }, { place }) {
    changeableRole(place, RoleName);
    deleted(place.iam, RoleName);
  },
};
