import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { type ServiceLinkedRole, serviceLinkedRoles } from '../service-linked-roles.ts';
import { shownRole } from '../shown-role.ts';

interface Input {
  AWSServiceName: string;
  Description?: string;
  CustomSuffix?: string;
}

/** @throws AwsError InvalidInput */
export const createServiceLinkedRole: Operation<Input, IamPlace> = {
  resources: (input, { partition, accountId }) => [
    `arn:${partition}:iam::${accountId}:role/aws-service-role/${input.AWSServiceName}/${roleNameOf(input) ?? 'AWSServiceRoleFor*'}`,
  ],
  run(input, { place: { iam, partition } }) {
    const { AWSServiceName, Description, CustomSuffix } = input;
    const linked = linkedRole(AWSServiceName);
    if (!linked) throw invalid(`the service-linked role of ${AWSServiceName}: not emulated; docs/api-coverage.md says which are`);
    if (CustomSuffix !== undefined && !linked.takesSuffix) throw invalid(`Custom suffix is not allowed for ${AWSServiceName}`);
    const roleName = roleNameOf(input)!;
    if (iam.roles.isTaken(roleName))
      throw invalid(`Service role name ${roleName} has been taken in this account, please try a different suffix.`);
    const Statement = [{ Effect: 'Allow', Principal: { Service: AWSServiceName }, Action: 'sts:AssumeRole' }];
    const arn = iam.putRole({
      roleName,
      path: `/aws-service-role/${AWSServiceName}/`,
      assumeRolePolicy: JSON.stringify({ Version: '2012-10-17', Statement }),
      policies: [],
      managedPolicyArns: [`arn:${partition}:iam::aws:policy/aws-service-role/${linked.policy}`],
      description: Description ?? linked.description,
    });
    return { Role: shownRole(iam.role(arn)!) };
  },
};

function linkedRole(service: string): ServiceLinkedRole | undefined {
  return Object.hasOwn(serviceLinkedRoles, service) ? serviceLinkedRoles[service] : undefined;
}

function roleNameOf({ AWSServiceName, CustomSuffix }: Input): string | undefined {
  const roleName = linkedRole(AWSServiceName)?.roleName;
  return CustomSuffix === undefined || roleName === undefined ? roleName : `${roleName}_${CustomSuffix}`;
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidInput', message);
}
