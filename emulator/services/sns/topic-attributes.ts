import { isJson } from '../../kernel/read-json.ts';
import { policyText } from '../iam/policy-document.ts';
import type { SnsNeeds } from './needs.ts';
import { notJson } from './not-json.ts';
import { invalidParameter } from './refusals.ts';
import type { Topic } from './topic.ts';

/** What deliveries are logged as, by who is delivered to (API reference, "SetTopicAttributes"). */
const logging = ['Application', 'Firehose', 'HTTP', 'Lambda', 'SQS'].flatMap((protocol) =>
  ['FailureFeedbackRoleArn', 'SuccessFeedbackRoleArn', 'SuccessFeedbackSampleRate'].map((attribute) => `${protocol}${attribute}`),
);

/** Attributes that may be set later; those of delivery to addresses and its logs are kept only. Terraform sets the rates of every topic. */
const settable = ['DisplayName', 'Policy', 'DeliveryPolicy', 'KmsMasterKeyId', 'SignatureVersion', 'TracingConfig', ...logging];

const retries = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};
const delivery = {
  http: {
    defaultHealthyRetryPolicy: retries,
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
};

/** What GetTopicAttributes shows. */
export function shownAttributes(place: SnsNeeds, { arn, attributes, subscriptions }: Topic): Record<string, string> {
  const pending = subscriptions.filter((subscription) => subscription.pending).length;
  const { FifoTopic: _, ...given } = attributes;
  return {
    DisplayName: '',
    EffectiveDeliveryPolicy: attributes.DeliveryPolicy || JSON.stringify(delivery),
    ...given,
    Owner: place.accountId,
    Policy: topicPolicy(place, arn),
    SubscriptionsConfirmed: String(subscriptions.length - pending),
    SubscriptionsDeleted: '0',
    SubscriptionsPending: String(pending),
    TopicArn: arn,
  };
}

/** The text of a topic's policy: its own, or that which lets in its owner. */
export function topicPolicy({ accountId, iam }: SnsNeeds, arn: string): string {
  const [policy] = iam.resourcePolicies.of(arn);
  return policyText(policy ?? usualPolicy(arn, accountId));
}

function usualPolicy(Resource: string, accountId: string): object {
  const actions = ['GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'DeleteTopic', 'Subscribe'];
  const statement = {
    Sid: '__default_statement_ID',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: [...actions, 'ListSubscriptionsByTopic', 'Publish'].map((action) => `SNS:${action}`),
    Resource,
    Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
  };
  return { Version: '2008-10-17', Id: '__default_policy_ID', Statement: [statement] };
}

/** @throws AwsError InvalidParameterException */
export function checkNewTopic(attributes: Record<string, string>): void {
  const unknown = Object.keys(attributes).find((name) => name !== 'FifoTopic' && !settable.includes(name));
  if (unknown !== undefined) throw invalidParameter(`Attributes Reason: Unknown attribute ${unknown}`);
  checkDeliveryPolicy(attributes.DeliveryPolicy, 'Attributes Reason: ');
  checkSignatureVersion(attributes.SignatureVersion, 'Attributes Reason: ');
  for (const [name, value] of Object.entries(attributes)) checkSampleRate(name, value, 'Attributes Reason: ');
}

/** @throws AwsError InvalidParameterException */
export function checkTopicAttribute(name: string, value: string): void {
  if (!settable.includes(name)) throw invalidParameter('AttributeName');
  if (name === 'DeliveryPolicy') checkDeliveryPolicy(value);
  if (name === 'SignatureVersion') checkSignatureVersion(value);
  checkSampleRate(name, value);
}

/** In percent. *Assumed*: the words. */
function checkSampleRate(name: string, value: string, before = ''): void {
  if (!name.endsWith('SampleRate') || (/^\d{1,3}$/.test(value) && Number(value) <= 100)) return;
  throw invalidParameter(`${before}${name}: has to be a whole number from 0 to 100`);
}

function checkDeliveryPolicy(policy: string | undefined, before = ''): void {
  if (policy && !isJson(policy)) throw invalidParameter(`${before}DeliveryPolicy: ${notJson(policy)}`);
}

function checkSignatureVersion(version: string | undefined, before = ''): void {
  if (version !== undefined && !/^[12]$/.test(version)) throw invalidParameter(`${before}SignatureVersion`);
}
