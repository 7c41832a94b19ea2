import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkBucketName } from '../bucket-name.ts';
import { regionOf } from '../location-constraint.ts';
import { onBucket } from '../resources.ts';
import { holderOf, type S3Place } from '../state.ts';

interface Input {
  Bucket: string;
  CreateBucketConfiguration?: { LocationConstraint?: string; Location?: object; Bucket?: object; Tags?: object[] };
  ObjectOwnership?: string;
}

/** @throws AwsError InvalidBucketName, InvalidLocationConstraint, IllegalLocationConstraintException, BucketAlreadyExists, BucketAlreadyOwnedByYou, InvalidArgument */
export const createBucket: Operation<Input, S3Place> = {
  refuses: [
    'ACL',
    'GrantFullControl',
    'GrantRead',
    'GrantReadACP',
    'GrantWrite',
    'GrantWriteACP',
    'ObjectLockEnabledForBucket',
    'BucketNamespace',
  ],
  resources: onBucket,
  run({ Bucket, CreateBucketConfiguration = {}, ObjectOwnership }, { place }) {
    const { LocationConstraint, Tags = [], ...directory } = CreateBucketConfiguration;
    const strange = [...Object.keys(directory), ...(Tags.length > 0 ? ['Tags'] : [])];
    if (ObjectOwnership !== undefined && ObjectOwnership !== 'BucketOwnerEnforced') strange.push(`ObjectOwnership ${ObjectOwnership}`);
    if (strange.length > 0) throw new AwsError('InvalidArgument', `${strange.join(', ')} of CreateBucket: not emulated`);
    checkBucketName(Bucket);
    const region = regionOf(place, LocationConstraint);
    const BucketArn = `arn:${place.partition}:s3:::${Bucket}`;
    const Location = LocationConstraint === undefined ? `/${Bucket}` : `http://${Bucket}.s3.amazonaws.com/`;
    const found = holderOf(place, Bucket);
    // whoever makes a bucket of us-east-1 again has it (API reference, "CreateBucket": BucketAlreadyOwnedByYou)
    const isAgain = found?.accountId === place.accountId && found.region === 'us-east-1' && region === 'us-east-1';
    if (found && !isAgain) throw taken(Bucket, found.accountId === place.accountId);
    if (!found) place.elsewhere(region).s3.createBucket(Bucket, LocationConstraint === 'EU' ? { locationConstraint: 'EU' } : {});
    return { Location, BucketArn };
  },
};

/** The words for another's: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function taken(BucketName: string, byYou: boolean): AwsError {
  const fields = { BucketName };
  return byYou
    ? new AwsError('BucketAlreadyOwnedByYou', 'Your previous request to create the named bucket succeeded and you already own it.', {
        status: 409,
        fields,
      })
    : new AwsError(
        'BucketAlreadyExists',
        'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
        { status: 409, fields },
      );
}
