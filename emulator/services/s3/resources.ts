import type { Question } from '../../service/service.ts';
import type { S3Place } from './state.ts';

export function onBucket({ Bucket }: { Bucket: string }, { partition }: S3Place): string[] {
  return [`arn:${partition}:s3:::${Bucket}`];
}

export function onObject({ Bucket, Key }: { Bucket: string; Key: string }, { partition }: S3Place): string[] {
  return [`arn:${partition}:s3:::${Bucket}/${Key}`];
}

/** Of a version, IAM is asked about an action of its own: `GetObjectVersion`. */
export function asked(action: string, input: { Bucket: string; Key: string; VersionId?: string }, place: S3Place): Question[] {
  return [{ action: input.VersionId === undefined ? action : `${action}Version`, resources: onObject(input, place), about: input }];
}

/** What makes an object, with tags where it gives some. */
export function putting(input: { Bucket: string; Key: string; Tagging?: string }, place: S3Place): Question[] {
  const actions = input.Tagging === undefined ? ['PutObject'] : ['PutObject', 'PutObjectTagging'];
  return actions.map((action) => ({ action, resources: onObject(input, place), about: input }));
}

/** The ARN of the bucket that a bucket's or object's ARN is of: it alone has a policy. */
export function bucketArnOf(resource: string): string {
  return resource.split('/')[0]!;
}
