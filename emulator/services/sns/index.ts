import type { Service } from '../../service/service.ts';
import { createTopic } from './operations/create-topic.ts';
import { listSubscriptions } from './operations/list-subscriptions.ts';
import { listSubscriptionsByTopic } from './operations/list-subscriptions-by-topic.ts';
import { listTopics } from './operations/list-topics.ts';
import { addPermission, removePermission } from './operations/permissions.ts';
import { publish } from './operations/publish.ts';
import { publishBatch } from './operations/publish-batch.ts';
import { subscribe } from './operations/subscribe.ts';
import { getSubscriptionAttributes, setSubscriptionAttributes } from './operations/subscription-attributes.ts';
import { listTagsForResource, tagResource, untagResource } from './operations/tags.ts';
import { deleteTopic, getTopicAttributes, setTopicAttributes } from './operations/topic-attributes.ts';
import { unsubscribe } from './operations/unsubscribe.ts';
import { invalidParameter } from './refusals.ts';
import { requestContext } from './request-context.ts';
import type { SnsPlace } from './state.ts';

export const sns: Service<SnsPlace> = {
  model: 'sns',
  iamPrefix: 'sns',
  invalid: 'ValidationError',
  missing: (member) => invalidParameter(`${member} Reason: no value for required parameter`),
  denied: 'AuthorizationErrorException',
  operations: {
    AddPermission: addPermission,
    CreateTopic: createTopic,
    DeleteTopic: deleteTopic,
    GetSubscriptionAttributes: getSubscriptionAttributes,
    GetTopicAttributes: getTopicAttributes,
    ListSubscriptions: listSubscriptions,
    ListSubscriptionsByTopic: listSubscriptionsByTopic,
    ListTagsForResource: listTagsForResource,
    ListTopics: listTopics,
    Publish: publish,
    PublishBatch: publishBatch,
    RemovePermission: removePermission,
    SetSubscriptionAttributes: setSubscriptionAttributes,
    SetTopicAttributes: setTopicAttributes,
    Subscribe: subscribe,
    TagResource: tagResource,
    Unsubscribe: unsubscribe,
    UntagResource: untagResource,
  },
  context: requestContext,
  policies: (resource, { iam }) => iam.resourcePolicies.of(resource),
  lent: ['ListSubscriptionsByTopic', 'Publish', 'PublishBatch'],
};
