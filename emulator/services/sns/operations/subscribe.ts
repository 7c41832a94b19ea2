import type { Operation } from '../../../service/service.ts';
import { onTopic } from '../resources.ts';
import type { SnsPlace } from '../state.ts';

interface Input {
  TopicArn: string;
  Protocol: string;
  Endpoint?: string;
  Attributes?: Record<string, string>;
  ReturnSubscriptionArn?: boolean;
}

export const subscribe: Operation<Input, SnsPlace> = {
  resources: onTopic,
  run(input, { place }) {
    const subscription = place.sns.subscribe(input.TopicArn, input.Protocol, input.Endpoint ?? '', input.Attributes);
    return { SubscriptionArn: subscription.pending && !input.ReturnSubscriptionArn ? 'pending confirmation' : subscription.arn };
  },
};
