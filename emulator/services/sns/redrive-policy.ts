import { isJson, readJson } from '../../kernel/read-json.ts';
import { notJson } from './not-json.ts';
import { invalidParameter } from './refusals.ts';

/** The ARN of the queue that takes what a subscriber does not. */
export function deadLetters(policy: string): string {
  return String((readJson(policy) as { deadLetterTargetArn?: unknown } | null)?.deadLetterTargetArn);
}

/** @param before stands in messages before its name @throws AwsError InvalidParameterException */
export function checkRedrivePolicy(policy: string, before = ''): void {
  const invalid = (why: string) => invalidParameter(`${before}RedrivePolicy: ${why}`);
  if (!isJson(policy)) throw invalid(notJson(policy));
  if (!/^arn:aws[a-z-]*:sqs:[^:]+:\d{12}:[^:]+$/.test(deadLetters(policy))) throw invalid('deadLetterTargetArn is an invalid arn');
}
