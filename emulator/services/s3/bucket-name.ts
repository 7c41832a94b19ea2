import { AwsError } from '../../kernel/aws-error.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const reserved = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** @throws AwsError InvalidBucketName */
export function checkBucketName(BucketName: string): void {
  const isName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(BucketName) && !BucketName.includes('..') && !/^(\d+\.){3}\d+$/.test(BucketName);
  if (isName && !reserved.test(BucketName)) return;
  throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', { fields: { BucketName } });
}
