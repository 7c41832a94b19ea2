import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { shownRole } from '../shown-role.ts';
import { pairs, type Tag } from '../tags.ts';
import { checkJson } from '../written-document.ts';

interface Input {
  RoleName: string;
  Path?: string;
  AssumeRolePolicyDocument: string;
  Description?: string;
  MaxSessionDuration?: number;
  Tags?: Tag[];
}

/** @throws AwsError EntityAlreadyExists, MalformedPolicyDocument */
export const createRole: Operation<Input, IamPlace> = {
  refuses: ['PermissionsBoundary', 'MaxSigninSessionDuration'],
  resources: ({ RoleName, Path }, { partition, accountId }) => [`arn:${partition}:iam::${accountId}:role${Path ?? '/'}${RoleName}`],
  run({ RoleName, Path, AssumeRolePolicyDocument, Description, MaxSessionDuration, Tags }, { place: { iam } }) {
    checkJson(AssumeRolePolicyDocument, 'This policy contains invalid Json');
    if (iam.roles.isTaken(RoleName))
      throw new AwsError('EntityAlreadyExists', `Role with name ${RoleName} already exists.`, { status: 409 });
    const arn = iam.putRole({
      roleName: RoleName,
      ...(Path !== undefined && { path: Path }),
      assumeRolePolicy: AssumeRolePolicyDocument,
      policies: [],
      description: Description,
      maxSessionSeconds: MaxSessionDuration,
      tags: pairs(Tags),
    });
    return { Role: shownRole(iam.role(arn)!) };
  },
};
