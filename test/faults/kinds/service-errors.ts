import { AwsError } from '../../../emulator/kernel/aws-error.ts';

const throttling: Record<string, AwsError> = {
  dynamodb: new AwsError('ThrottlingException', 'Throughput exceeds the current capacity of your table'),
  ec2: new AwsError('RequestLimitExceeded', 'Request limit exceeded.', { status: 503 }),
  lambda: new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 }),
  sns: new AwsError('Throttled', 'Rate exceeded', { status: 429 }),
};

/** What a service says to a caller that asks too often. */
export function throttled(operation: string): AwsError {
  return throttling[serviceOf(operation)] ?? new AwsError('ThrottlingException', 'Rate exceeded');
}

const failures: Record<string, string> = {
  cloudhsmv2: 'CloudHsmInternalFailureException',
  dynamodb: 'InternalServerError',
  ec2: 'InternalError',
  ecs: 'ServerException',
  events: 'InternalException',
  kms: 'KMSInternalException',
  lambda: 'ServiceException',
  secretsmanager: 'InternalServiceError',
  sns: 'InternalError',
  ssm: 'InternalServerError',
};

/** What a service says when it fails itself. */
export function failed(operation: string): AwsError {
  return new AwsError(failures[serviceOf(operation)] ?? 'InternalFailure', 'An internal error has occurred.', { status: 500 });
}

function serviceOf(operation: string): string {
  return operation.split(':')[0]!;
}
