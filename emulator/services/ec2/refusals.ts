import { AwsError } from '../../kernel/aws-error.ts';

/** EC2's error for what something else needs. */
export function dependencyViolation(kind: 'vpc' | 'subnet' | 'routeTable' | 'internetGateway' | 'networkAcl', id: string): AwsError {
  return new AwsError('DependencyViolation', `The ${kind} '${id}' has dependencies and cannot be deleted.`);
}

export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

export function missingParameter(message: string): AwsError {
  return new AwsError('MissingParameter', message);
}

/** Of a member that may be given only as it is without it: what it asks for is not here. */
export function notEmulatedValue(member: string, operation: string): AwsError {
  return invalidValue(`${member} of ${operation}: not emulated; docs/api-coverage.md lists what is`);
}

/** Of a group that is in another VPC. */
export function differentNetworks(): AwsError {
  return new AwsError('InvalidGroup.NotFound', 'You have specified two resources that belong to different networks.');
}
