import type { Check } from '../check.ts';

export const notificationMissing: Check = {
  id: 'notification-missing',
  title: 'nobody is told what a topic takes',
  why: 'Alarms and notices reach whoever is subscribed to the topic, and nobody else (https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html).',
  remedy: 'subscribe somebody',
  run: ({ topics = [], environments = [] }) => {
    if (environments.length === 0) return [];
    return topics
      .filter(({ confirmed }) => confirmed === 0)
      .map(({ arn, pending }) => ({
        resource: arn,
        evidence:
          pending === 0
            ? 'nobody is subscribed to it'
            : `${pending} subscription${pending === 1 ? ' waits' : 's wait'} to be confirmed, and there is no other`,
        remedy: `\`aws sns subscribe --topic-arn ${arn} --protocol email --notification-endpoint PERSON@EXAMPLE.COM\`, and confirm by the mail that comes`,
      }));
  },
};
