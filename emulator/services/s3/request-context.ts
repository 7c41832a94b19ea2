import type { RequestContext } from '../../service/request-context.ts';
import type { S3Place } from './state.ts';

interface Input {
  Prefix?: string;
  Delimiter?: string;
  MaxKeys?: number;
  ServerSideEncryption?: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
export function requestContext(
  _resource: string,
  { Prefix, Delimiter, MaxKeys, ServerSideEncryption }: Input,
  { accountId }: S3Place,
): RequestContext {
  return {
    's3:ResourceAccount': accountId,
    ...(Prefix !== undefined && { 's3:prefix': Prefix }),
    ...(Delimiter !== undefined && { 's3:delimiter': Delimiter }),
    ...(MaxKeys !== undefined && { 's3:max-keys': String(MaxKeys) }),
    ...(ServerSideEncryption !== undefined && { 's3:x-amz-server-side-encryption': ServerSideEncryption }),
  };
}
