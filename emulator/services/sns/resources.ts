export function onTopic({ TopicArn }: { TopicArn: string }): string[] {
  return [TopicArn];
}
