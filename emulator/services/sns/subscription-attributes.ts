import { isJson } from '../../kernel/read-json.ts';
import { checkFilterPolicy } from './filter-policy.ts';
import type { SnsNeeds } from './needs.ts';
import { notJson } from './not-json.ts';
import { checkRedrivePolicy } from './redrive-policy.ts';
import { invalidParameter } from './refusals.ts';
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
      if (!/^(true|false)$/i.test(value)) throw invalidParameter(`${name}: Invalid value [${value}]. Must be true or false.`);
      return { ...attributes, [name]: value.toLowerCase() };
    case 'FilterPolicy':
      return withFilter(attributes, value);
    case 'FilterPolicyScope':
      checkScope(value);
      return { ...attributes, [name]: value };
    case 'RedrivePolicy':
      if (value === '') return without(attributes, name);
      checkRedrivePolicy(value);
      return { ...attributes, [name]: value };
    default:
      throw invalidParameter('AttributeName');
  }
}

function without(attributes: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([held]) => held !== name));
}

/**
 * @param before stands in messages before its name
 * @throws AwsError InvalidParameterException
 */
export function checkScope(scope: string, before = ''): void {
  if (scope === 'MessageAttributes' || scope === 'MessageBody') return;
  const remedy = 'Please use either MessageBody or MessageAttributes';
  throw invalidParameter(`${before}FilterPolicyScope: Invalid value [${scope}]. ${remedy}`);
}

/** An empty one takes it away, with its scope. */
export function withFilter(attributes: Record<string, string>, policy: string): Record<string, string> {
  const { FilterPolicy: _, FilterPolicyScope: scope, ...others } = attributes;
  if (policy === '') return others;
  if (!isJson(policy)) throw invalidParameter(`FilterPolicy: ${notJson(policy)}`);
  checkFilterPolicy(policy, scope);
  return { ...attributes, FilterPolicy: policy };
}
