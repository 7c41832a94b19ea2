import type { Call } from '../../../service/service.ts';
import { page } from '../page.ts';

export function listTopics(input: { NextToken?: string }, { world }: Call) {
  const { items, NextToken } = page([...world.sns.topics.keys()], 'ListTopics', input);
  return { Topics: items.map((TopicArn) => ({ TopicArn })), NextToken };
}
