import { AwsError } from '../api/error.ts';
import type { Service } from '../api/service.ts';
import type { World } from '../world.ts';
import { createTopic } from './create-topic.ts';
import { listSubscriptionsByTopic } from './list-subscriptions-by-topic.ts';
import { listTopics } from './list-topics.ts';
import { publish } from './publish.ts';
import { subscribe } from './subscribe.ts';
import { unsubscribe } from './unsubscribe.ts';

const byTopic = ({ TopicArn }: { TopicArn: string }) => [TopicArn];

export const sns: Service = {
  model: 'sns',
  iamPrefix: 'sns',
  invalid: 'ValidationError',
  missing: (member) => new AwsError('InvalidParameterException', `Invalid parameter: ${member} Reason: no value for required parameter`),
  denied: 'AuthorizationErrorException',
  operations: {
    CreateTopic: createTopic,
    ListSubscriptionsByTopic: listSubscriptionsByTopic,
    ListTopics: listTopics,
    Publish: publish,
    Subscribe: subscribe,
    Unsubscribe: unsubscribe,
  },
  resources: {
    CreateTopic: ({ Name }: { Name: string }, world: World) => [world.arn('sns', Name)],
    ListSubscriptionsByTopic: byTopic,
    ListTopics: (_input: object, world: World) => [world.arn('sns', '*')],
    Publish: ({ TopicArn, TargetArn }: { TopicArn?: string; TargetArn?: string }) => [TopicArn ?? TargetArn ?? '*'],
    Subscribe: byTopic,
  },
};
