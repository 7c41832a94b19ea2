import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { serviceLinkedRoles } from '../service-linked-roles.ts';
import { shownRole } from '../shown-role.ts';

interface Input {
  AWSServiceName: string;
  Description?: string;
  CustomSuffix?: string;
}

/** Of CloudHSM and of KMS's key stores. @throws AwsError InvalidInput */
export const createServiceLinkedRole: Operation<Input, IamPlace> = {
  resources: ({ AWSServiceName }, { partition, accountId }) => {
    const roleName = serviceLinkedRoles[AWSServiceName]?.roleName ?? 'AWSServiceRoleFor*';
    return [`arn:${partition}:iam::${accountId}:role/aws-service-role/${AWSServiceName}/${roleName}`];
  },
  run({ AWSServiceName, Description, CustomSuffix }, { place: { iam, partition } }) {
    const known = Object.keys(serviceLinkedRoles);
    if (!known.includes(AWSServiceName))
      throw invalid(`the service-linked role of ${AWSServiceName}: not emulated; emulated are those of ${known.join(' and ')}`);
    if (CustomSuffix !== undefined) throw invalid(`Custom suffix is not allowed for ${AWSServiceName}`);
    const { roleName, policy } = serviceLinkedRoles[AWSServiceName]!;
    if (iam.roles.isTaken(roleName))
      throw invalid(`Service role name ${roleName} has been taken in this account, please try a different suffix.`);
    const Statement = [{ Effect: 'Allow', Principal: { Service: AWSServiceName }, Action: 'sts:AssumeRole' }];
    const arn = iam.putRole({
      roleName,
      path: `/aws-service-role/${AWSServiceName}/`,
      assumeRolePolicy: JSON.stringify({ Version: '2012-10-17', Statement }),
      policies: [],
      managedPolicyArns: [`arn:${partition}:iam::aws:policy/aws-service-role/${policy}`],
      description: Description,
    });
    return { Role: shownRole(iam.role(arn)!) };
  },
};

function invalid(message: string): AwsError {
  return new AwsError('InvalidInput', message);
}
