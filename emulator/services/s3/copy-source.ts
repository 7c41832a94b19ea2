import { AwsError } from '../../kernel/aws-error.ts';

export interface CopySource {
  Bucket: string;
  Key: string;
  VersionId?: string;
}

/** `BUCKET/KEY`, percent-encoded, perhaps with a slash before and a version behind. @throws AwsError InvalidArgument */
export function copySource(text: string): CopySource {
  const [path = '', VersionId] = text.split(/\?versionId=/);
  const [, Bucket = '', Key = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path)) ?? [];
  if (Bucket === '' || Bucket.startsWith('arn:')) throw invalidSource();
  return { Bucket, Key, ...(VersionId !== undefined && { VersionId }) };
}

/** As recorded: localstack test_s3_copy_object_wrong_format. */
export function invalidSource(): AwsError {
  return new AwsError('InvalidArgument', 'Invalid copy source object key', {
    fields: { ArgumentName: 'x-amz-copy-source', ArgumentValue: 'x-amz-copy-source' },
  });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}
