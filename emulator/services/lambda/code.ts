import { AwsError } from '../../kernel/aws-error.ts';
import type { Call } from '../../service/service.ts';
import { invalidParameter } from './mistake.ts';
import type { LambdaPlace } from './state.ts';

export interface CodeLocation {
  ZipFile?: Buffer;
  S3Bucket?: string;
  S3Key?: string;
  S3ObjectVersion?: string;
}

/** What is to run: a zip that the request brings, or that lies in a bucket which its caller may read. @throws AwsError InvalidParameterValueException */
export async function codeAt(
  { ZipFile, S3Bucket, S3Key, S3ObjectVersion }: CodeLocation,
  { place, caller }: Call<LambdaPlace>,
): Promise<Buffer> {
  if (ZipFile && (S3Bucket ?? S3Key ?? S3ObjectVersion) !== undefined)
    throw invalidParameter('Please do not provide other FunctionCode parameters when providing a ZipFile.');
  if (ZipFile) return ZipFile;
  if (S3Bucket === undefined || S3Key === undefined) throw invalidParameter('Please provide a source for function code.');
  const wanted = { Bucket: S3Bucket, Key: S3Key, ...(S3ObjectVersion !== undefined && { VersionId: S3ObjectVersion }) };
  try {
    return ((await place.call('s3', 'GetObject', wanted, caller)) as { Body: Buffer }).Body;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(`Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`);
  }
}
