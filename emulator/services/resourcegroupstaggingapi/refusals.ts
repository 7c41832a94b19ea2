import { AwsError } from '../../kernel/aws-error.ts';

export function invalidParameter(why: string): AwsError {
  return new AwsError('InvalidParameterException', why);
}
