import { AwsError } from '../../kernel/aws-error.ts';
import type { IamState } from './state.ts';

type Iam = Pick<IamState, 'roles' | 'managedPolicies'>;

/** A role that has policies is not deleted. One that is gone is deleted already. @throws AwsError DeleteConflict */
export function deleteRole({ roles }: Iam, roleName: string): void {
  const role = roles.all().find((one) => one.roleName === roleName);
  if (role && role.managedPolicyArns.length > 0) throw conflict('Cannot delete entity, must detach all policies first.');
  if (role && role.policies.size > 0) throw conflict('Cannot delete entity, must delete policies first.');
  roles.delete(roleName);
}

/** Nor is a managed policy that roles have. @throws AwsError DeleteConflict */
export function deleteManagedPolicy({ roles, managedPolicies }: Iam, arn: string): void {
  if (roles.holders(arn).length > 0) throw conflict('Cannot delete a policy attached to entities.');
  managedPolicies.delete(arn);
}

function conflict(message: string): AwsError {
  return new AwsError('DeleteConflict', message, { status: 409 });
}
