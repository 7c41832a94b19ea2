import { AwsError } from '../../kernel/aws-error.ts';

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
