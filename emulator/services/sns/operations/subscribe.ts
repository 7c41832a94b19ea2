import type { Call } from '../../../service/service.ts';

interface Input {
  TopicArn: string;
  Protocol: string;
  Endpoint?: string;
  Attributes?: Record<string, string>;
  ReturnSubscriptionArn?: boolean;
}

export function subscribe(input: Input, { world }: Call) {
  const subscription = world.sns.subscribe(input.TopicArn, input.Protocol, input.Endpoint ?? '', input.Attributes);
  return { SubscriptionArn: subscription.pending && !input.ReturnSubscriptionArn ? 'pending confirmation' : subscription.arn };
}
