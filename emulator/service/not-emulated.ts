import { AwsError } from '../kernel/aws-error.ts';

/** The one refusal of what the local AWS does not do, whatever protocol asks for it. */
export function notEmulated(service: string, operation: string): AwsError {
  return new AwsError('UnknownOperationException', `${service} ${operation} is not emulated; docs/api-coverage.md lists what is`);
}

/** On AWS, the service's name does not even resolve there. */
export function notAvailable(service: string, region: string): AwsError {
  return new AwsError('UnknownOperationException', `${service} is not available in ${region}`);
}
