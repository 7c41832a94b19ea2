import { checkTopicArn } from './arn.ts';
import type { SnsPlace } from './state.ts';

/** @throws AwsError InvalidParameterException where it is no ARN, or one of another region */
export function onTopic({ TopicArn }: { TopicArn: string }, place: SnsPlace): string[] {
  checkTopicArn('TopicArn', TopicArn, place.region);
  return [TopicArn];
}
