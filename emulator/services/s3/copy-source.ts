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
  if (Bucket === '' || Bucket.startsWith('arn:'))
    throw new AwsError('InvalidArgument', 'Invalid copy source object key', {
      fields: { ArgumentName: 'x-amz-copy-source', ArgumentValue: 'x-amz-copy-source' },
    });
  return { Bucket, Key, ...(VersionId !== undefined && { VersionId }) };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}
