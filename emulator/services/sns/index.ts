import { AwsError } from '../../kernel/aws-error.ts';
import type { Service } from '../../service/service.ts';
import { createTopic } from './operations/create-topic.ts';
import { listSubscriptionsByTopic } from './operations/list-subscriptions-by-topic.ts';
import { listTopics } from './operations/list-topics.ts';
import { publish } from './operations/publish.ts';
import { subscribe } from './operations/subscribe.ts';
import { unsubscribe } from './operations/unsubscribe.ts';
import { requestContext } from './request-context.ts';
import type { SnsPlace } from './state.ts';

export const sns: Service<SnsPlace> = {
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
  context: requestContext,
  policies: (resource, { iam }) => iam.resourcePolicies.of(resource),
  lent: ['ListSubscriptionsByTopic', 'Publish'],
};
