import { type LabelledStatement, labelledStatement } from '../../../service/labelled-statement.ts';
import type { Operation } from '../../../service/service.ts';
import { invalidParameter } from '../refusals.ts';
import { onTopic } from '../resources.ts';
import type { SnsPlace } from '../state.ts';
import { topicPolicy } from '../topic-attributes.ts';

interface AddInput {
  TopicArn: string;
  Label: string;
  AWSAccountId: string[];
  ActionName: string[];
}

interface Policy {
  Statement: LabelledStatement[];
}

/** What a topic's policy may be about. */
const inScope = [
  ...['AddPermission', 'DeleteTopic', 'GetTopicAttributes', 'ListSubscriptionsByTopic', 'Publish', 'Receive', 'RemovePermission'],
  ...['SetTopicAttributes', 'Subscribe'],
];

/** Adds a statement to a topic's policy. https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
export const addPermission: Operation<AddInput, SnsPlace> = {
  resources: onTopic,
  run({ TopicArn, Label, AWSAccountId, ActionName }, { place }) {
    const policy = policyOf(place, TopicArn);
    if (policy.Statement.some(({ Sid }) => Sid === Label)) throw invalidParameter('Statement already exists');
    if (!ActionName.every((action) => inScope.includes(action))) throw invalidParameter('Policy statement action out of service scope!');
    const actions = ActionName.map((action) => `SNS:${action}`);
    put(place, TopicArn, policy, [
      ...policy.Statement,
      labelledStatement(place, { label: Label, accounts: AWSAccountId, actions, resource: TopicArn }),
    ]);
  },
};

/** A label that is not there is removed already. */
export const removePermission: Operation<{ TopicArn: string; Label: string }, SnsPlace> = {
  resources: onTopic,
  run({ TopicArn, Label }, { place }) {
    const policy = policyOf(place, TopicArn);
    const left = policy.Statement.filter(({ Sid }) => Sid !== Label);
    if (left.length < policy.Statement.length) put(place, TopicArn, policy, left);
  },
};

/** @throws AwsError NotFoundException */
function policyOf(place: SnsPlace, arn: string): Policy {
  const policy = JSON.parse(topicPolicy(place, place.sns.topic(arn).arn)) as Policy;
  return { ...policy, Statement: [policy.Statement].flat() };
}

function put(place: SnsPlace, arn: string, policy: Policy, Statement: LabelledStatement[]): void {
  place.sns.setAttribute(place.sns.topic(arn), 'Policy', JSON.stringify({ ...policy, Statement }));
}
