import { signedRequest } from '../../aws/signed-request.ts';
import type { TopicFact } from './facts.ts';

/** Who is told what a topic takes, by pages. */
export async function readSubscriptions(topicArns: string[]): Promise<TopicFact[]> {
  const found: TopicFact[] = [];
  for (const arn of topicArns) found.push(await readTopic(arn));
  return found;
}

async function readTopic(arn: string): Promise<TopicFact> {
  const topic: TopicFact = { arn, confirmed: 0, pending: 0 };
  let NextToken: string | undefined;
  do {
    const asked = { Action: 'ListSubscriptionsByTopic', Version: '2010-03-31', TopicArn: arn, ...(NextToken && { NextToken }) };
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const text = await signedRequest(undefined, { service: 'sns', headers, body: new URLSearchParams(asked).toString() });
    for (const [, subscription = ''] of text.matchAll(/<SubscriptionArn>([^<]*)<\/SubscriptionArn>/g))
      if (subscription.startsWith('arn:')) topic.confirmed++;
      else topic.pending++;
    NextToken = /<NextToken>([^<]+)<\/NextToken>/.exec(text)?.[1];
  } while (NextToken);
  return topic;
}
