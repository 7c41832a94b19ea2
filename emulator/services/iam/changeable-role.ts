import { AwsError } from '../../kernel/aws-error.ts';
import type { IamPlace } from './needs.ts';
import type { Role } from './role.ts';

/** A role that is not AWS's to change. @throws AwsError NoSuchEntity, UnmodifiableEntity */
export function changeableRole({ iam }: IamPlace, roleName: string): Role {
  const role = iam.roles.named(roleName);
  if (!role.path.startsWith('/aws-service-role/')) return role;
  const why = `Cannot perform the operation on the protected role '${roleName}' - this role is only modifiable by AWS`;
  throw new AwsError('UnmodifiableEntity', why);
}
