import { AwsError } from '../../kernel/aws-error.ts';

export function invalidParameter(what: string): AwsError {
  return new AwsError('InvalidParameterException', `Invalid parameter: ${what}`);
}
