import type { Call } from '../../../service/service.ts';
import type { SnsPlace } from '../state.ts';

interface Input {
  TopicArn: string;
  Protocol: string;
  Endpoint?: string;
  Attributes?: Record<string, string>;
  ReturnSubscriptionArn?: boolean;
}

export function subscribe(input: Input, { place }: Call<SnsPlace>) {
  const subscription = place.sns.subscribe(input.TopicArn, input.Protocol, input.Endpoint ?? '', input.Attributes);
  return { SubscriptionArn: subscription.pending && !input.ReturnSubscriptionArn ? 'pending confirmation' : subscription.arn };
}
