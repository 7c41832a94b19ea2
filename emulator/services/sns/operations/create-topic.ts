import type { Operation } from '../../../service/service.ts';
import type { SnsPlace } from '../state.ts';

interface Input {
  Name: string;
  Attributes?: Record<string, string>;
  Tags?: { Key: string; Value: string }[];
}

export const createTopic: Operation<Input, SnsPlace> = {
  refuses: ['DataProtectionPolicy'],
  resources: ({ Name }, place) => [place.arn('sns', Name)],
  run(input, { place }) {
    const tags = Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
    return { TopicArn: place.sns.createTopic(input.Name, input.Attributes, tags) };
  },
};
