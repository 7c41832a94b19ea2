import type { Call } from '../api/service.ts';

/** Tags are accepted and not kept. */
export function createTopic(input: { Name: string; Attributes?: Record<string, string> }, { world }: Call) {
  return { TopicArn: world.sns.createTopic(input.Name, input.Attributes) };
}
