/**
 * Whether a resource is of a type as filters name it: a service, or a service and the type of resource as both stand in the ARN
 * (`ec2`, `ec2:instance`, `logs:log-group`). ARNs of S3, SNS and SQS have no type in them: a bucket's, a topic's and a queue's are all there are.
 */
export function isOfType(arn: string, filter: string): boolean {
  const [, , service = '', , , ...resource] = arn.split(':');
  const type = untyped[service] ?? resource.join(':').split(/[/:]/)[0];
  return filter === service || filter === `${service}:${type}`;
}

const untyped: Record<string, string> = { s3: 'bucket', sns: 'topic', sqs: 'queue' };
