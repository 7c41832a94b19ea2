import type { S3Place } from './state.ts';

export function onBucket({ Bucket }: { Bucket: string }, { partition }: S3Place): string[] {
  return [`arn:${partition}:s3:::${Bucket}`];
}

export function onObject({ Bucket, Key }: { Bucket: string; Key: string }, { partition }: S3Place): string[] {
  return [`arn:${partition}:s3:::${Bucket}/${Key}`];
}

/** The ARN of the bucket that a bucket's or object's ARN is of: it alone has a policy. */
export function bucketArnOf(resource: string): string {
  return resource.split('/')[0]!;
}
