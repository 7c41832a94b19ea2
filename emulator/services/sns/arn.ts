import { AwsError } from '../../kernel/aws-error.ts';

/** @throws AwsError InvalidParameterException where a text is too short for an ARN */
export function checkArn(parameter: string, arn: string): void {
  const elements = arn.split(':').length;
  if (elements >= 6) return;
  const why = `An ARN must have at least 6 elements, not ${elements}`;
  throw new AwsError('InvalidParameterException', `Invalid parameter: ${parameter} Reason: ${why}`);
}
