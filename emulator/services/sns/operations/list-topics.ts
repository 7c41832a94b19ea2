import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { SnsPlace } from '../state.ts';

export const listTopics: Operation<{ NextToken?: string }, SnsPlace> = {
  // as AWS's messages name it: https://github.com/nccgroup/Scout2/issues/129
  resources: (_input, place) => [place.arn('sns', '*')],
  run(input, { place }) {
    const { items, NextToken } = page([...place.sns.topics.keys()], 'ListTopics', input);
    return { Topics: items.map((TopicArn) => ({ TopicArn })), NextToken };
  },
};
