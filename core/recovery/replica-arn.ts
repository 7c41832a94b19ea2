/** The ARN that a replica of a secret has in another region. */
export function replicaArn(secretArn: string, region: string): string {
  const [arn, partition, service, , ...rest] = secretArn.split(':');
  return [arn, partition, service, region, ...rest].join(':');
}
