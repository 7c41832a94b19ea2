import { AwsError } from '../../kernel/aws-error.ts';

/** A mistake of the caller's, as Lambda tells it. */
export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, { fields: { Type: 'User' } });
}

export function noResource(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message, { status: 404, fields: { Type: 'User' } });
}
