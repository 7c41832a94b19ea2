import type { Call } from '../../../service/service.ts';

interface Input {
  Name: string;
  Attributes?: Record<string, string>;
  Tags?: { Key: string; Value: string }[];
}

export function createTopic(input: Input, { world }: Call) {
  const tags = Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
  return { TopicArn: world.sns.createTopic(input.Name, input.Attributes, tags) };
}
