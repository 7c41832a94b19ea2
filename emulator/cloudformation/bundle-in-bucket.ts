import type { AwsPlace } from '../cloud.ts';
import { AwsError } from '../kernel/aws-error.ts';
import { type CodeLocation, ResourceError } from './resource-type.ts';

/** The zip that lies in a bucket of the place. @throws ResourceError in Lambda's words */
export function bundleInBucket({ s3 }: AwsPlace, { S3Bucket, S3Key }: CodeLocation): Uint8Array {
  if (S3Bucket === undefined) throw new ResourceError('property Code.S3Bucket is missing');
  try {
    const object = s3.bucket(S3Bucket).objects.find(S3Key);
    if (!object) throw new AwsError('NoSuchKey', 'The specified key does not exist.');
    return object.body;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code, message } = error;
    throw new ResourceError(
      `Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message} (s3://${S3Bucket}/${S3Key})`,
    );
  }
}
