import { AwsError } from '../../kernel/aws-error.ts';
import { jsonProblem } from '../../kernel/json-problem.ts';
import { isJson } from '../events/target.ts';
import { checkFilterPolicy } from './filter-policy.ts';
import type { SnsNeeds } from './needs.ts';
import type { Subscription } from './topic.ts';

/** What GetSubscriptionAttributes shows. */
export function shownSubscription({ accountId, partition }: SnsNeeds, subscription: Subscription): Record<string, string> {
  const { arn, topicArn, protocol, endpoint, pending } = subscription;
  const { RawMessageDelivery = 'false', FilterPolicy, FilterPolicyScope = 'MessageAttributes', ...others } = subscription.attributes;
  return {
    ...others,
    ...(FilterPolicy === undefined ? {} : { FilterPolicy, FilterPolicyScope }),
    ConfirmationWasAuthenticated: String(!pending),
    Endpoint: endpoint,
    Owner: accountId,
    PendingConfirmation: String(pending),
    Protocol: protocol,
    RawMessageDelivery,
    SubscriptionArn: arn,
    SubscriptionPrincipal: `arn:${partition}:iam::${accountId}:root`,
    TopicArn: topicArn,
  };
}

/** @throws AwsError InvalidParameterException */
export function changedSubscription({ attributes }: Subscription, name: string, value: string): Record<string, string> {
  switch (name) {
    case 'RawMessageDelivery':
      if (!/^(true|false)$/i.test(value)) throw invalid(`${name}: Invalid value [${value}]. Must be true or false.`);
      return { ...attributes, [name]: value.toLowerCase() };
    case 'FilterPolicy':
      return withFilter(attributes, value);
    case 'FilterPolicyScope':
      if (!['MessageAttributes', 'MessageBody'].includes(value)) throw invalid(`${name}: Invalid value [${value}].`);
      return { ...attributes, [name]: value };
    case 'RedrivePolicy':
      throw invalid(redriveProblem(value));
    default:
      throw invalid('AttributeName');
  }
}

/** An empty one takes it away, with its scope. */
export function withFilter(attributes: Record<string, string>, policy: string): Record<string, string> {
  const { FilterPolicy: _, FilterPolicyScope: __, ...others } = attributes;
  if (policy === '') return others;
  if (!isJson(policy)) throw invalid(`FilterPolicy: ${notJson(policy)}`);
  try {
    checkFilterPolicy(policy);
  } catch (error) {
    throw error instanceof AwsError ? new AwsError(error.code, error.message.replace('Attributes Reason: ', '')) : error;
  }
  return { ...attributes, FilterPolicy: policy };
}

function redriveProblem(value: string): string {
  if (!isJson(value)) return `RedrivePolicy: ${notJson(value)}`;
  if (!/"deadLetterTargetArn"\s*:\s*"arn:/.test(value)) return 'RedrivePolicy: deadLetterTargetArn is an invalid arn';
  return 'RedrivePolicy: dead letters of subscriptions are not emulated; docs/api-coverage.md lists what is';
}

function notJson(text: string): string {
  const at = /^\s*\{\s*/.exec(text)?.[0].length ?? 0;
  const place = `line: 1, column: ${at + 1}`;
  return `failed to parse JSON. ${jsonProblem(text)}\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); ${place}]`;
}

function invalid(what: string): AwsError {
  return new AwsError('InvalidParameterException', `Invalid parameter: ${what}`);
}
