import type { Call } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { SnsPlace } from '../state.ts';

export function listTopics(input: { NextToken?: string }, { place }: Call<SnsPlace>) {
  const { items, NextToken } = page([...place.sns.topics.keys()], 'ListTopics', input);
  return { Topics: items.map((TopicArn) => ({ TopicArn })), NextToken };
}
