import { AwsError } from '../../kernel/aws-error.ts';
import { readJson } from '../../kernel/read-json.ts';
import { isJson } from '../events/target.ts';
import { notJson } from './not-json.ts';

/** The ARN of the queue that takes what a subscriber does not. */
export function deadLetters(policy: string): string {
  return String((readJson(policy) as { deadLetterTargetArn?: unknown }).deadLetterTargetArn);
}

/** @param before stands in messages before its name @throws AwsError InvalidParameterException */
export function checkRedrivePolicy(policy: string, before = ''): void {
  const invalid = (why: string) => new AwsError('InvalidParameterException', `Invalid parameter: ${before}RedrivePolicy: ${why}`);
  if (!isJson(policy)) throw invalid(notJson(policy));
  if (!/^arn:aws[a-z-]*:sqs:[^:]+:\d{12}:[^:]+$/.test(deadLetters(policy))) throw invalid('deadLetterTargetArn is an invalid arn');
}
