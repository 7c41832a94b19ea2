import { readJson } from '../../kernel/read-json.ts';
import { invalidValue } from './refusals.ts';

const mandatory = ['deadLetterTargetArn', 'maxReceiveCount'];

/** @throws AwsError InvalidParameterValueException where a queue's messages would have nowhere to go */
export function checkRedrivePolicy(text: string, isQueue: (arn: string) => boolean): void {
  const invalid = (reason: string) => invalidValue(text, 'RedrivePolicy', reason);
  const policy = readJson(text) as Record<string, unknown>;
  const missing = mandatory.find((name) => policy[name] === undefined);
  if (missing) throw invalid(`Redrive policy does not contain mandatory attribute: ${missing}.`);
  const count = Number(policy.maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw invalid(`Invalid value for maxReceiveCount: ${policy.maxReceiveCount}, valid values are from 1 to 1000 both inclusive.`);
  const target = String(policy.deadLetterTargetArn);
  if (!target.startsWith('arn:')) throw invalid('Invalid value for deadLetterTargetArn.');
  if (!isQueue(target)) throw invalid('Dead letter target does not exist.');
}
