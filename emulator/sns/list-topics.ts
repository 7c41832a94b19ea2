import type { Call } from '../api/service.ts';

/** All in one answer; AWS gives pages of 100. */
export function listTopics(_input: object, { world }: Call) {
  return { Topics: [...world.sns.topics.keys()].map((TopicArn) => ({ TopicArn })) };
}
