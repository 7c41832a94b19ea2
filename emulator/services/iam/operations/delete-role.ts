import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { changeableRole } from '../changeable-role.ts';
import type { IamPlace } from '../needs.ts';
import { onRole } from '../resources.ts';

/** @throws AwsError NoSuchEntity, DeleteConflict, UnmodifiableEntity */
export const deleteRole: Operation<{ RoleName: string }, IamPlace> = {
  resources: onRole,
  run({ RoleName }, { place }) {
    const { managedPolicyArns, policies } = changeableRole(place, RoleName);
    if (managedPolicyArns.length > 0) throw conflict('must detach all policies first');
    if (policies.size > 0) throw conflict('must delete policies first');
    place.iam.roles.delete(RoleName);
  },
};

function conflict(what: string): AwsError {
  return new AwsError('DeleteConflict', `Cannot delete entity, ${what}.`, { status: 409 });
}
