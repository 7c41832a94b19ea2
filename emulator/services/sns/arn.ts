import { invalidParameter } from './refusals.ts';

/** @throws AwsError InvalidParameterException where a text is no ARN, or one of a region that the request does not go to */
export function checkTopicArn(parameter: string, arn: string, region: string): void {
  checkArn(parameter, arn);
  if (arn.split(':')[3] !== region) throw invalidParameter(parameter);
}

/** @throws AwsError InvalidParameterException where a text is too short for an ARN */
export function checkArn(parameter: string, arn: string): void {
  const elements = arn.split(':').length;
  if (elements >= 6) return;
  const why = `An ARN must have at least 6 elements, not ${elements}`;
  throw invalidParameter(`${parameter} Reason: ${why}`);
}
