import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkBucketName } from '../bucket-name.ts';
import { regionOf } from '../location-constraint.ts';
import { onBucket } from '../resources.ts';
import { holderOf, type S3Place } from '../state.ts';
import { checkTagSet, type Tag } from '../tag-set.ts';

interface Input {
  Bucket: string;
  CreateBucketConfiguration?: { LocationConstraint?: string; Location?: object; Bucket?: object; Tags?: Tag[] };
  ObjectOwnership?: string;
  ACL?: string;
}

/** With tags, IAM asks for s3:TagResource, too. @throws AwsError InvalidBucketName, InvalidTag, InvalidLocationConstraint, IllegalLocationConstraintException, BucketAlreadyExists, BucketAlreadyOwnedByYou, InvalidArgument */
export const createBucket: Operation<Input, S3Place> = {
  refuses: [
    'GrantFullControl',
    'GrantRead',
    'GrantReadACP',
    'GrantWrite',
    'GrantWriteACP',
    'ObjectLockEnabledForBucket',
    'BucketNamespace',
  ],
  asks(input, place) {
    const actions = input.CreateBucketConfiguration?.Tags?.length ? ['CreateBucket', 'TagResource'] : ['CreateBucket'];
    return actions.map((action) => ({ action, resources: onBucket(input, place), about: input }));
  },
  run({ Bucket, CreateBucketConfiguration = {}, ObjectOwnership, ACL = 'private' }, { place }) {
    const { LocationConstraint, Tags = [], ...directory } = CreateBucketConfiguration;
    const strange = Object.keys(directory);
    if (ObjectOwnership !== undefined && ObjectOwnership !== 'BucketOwnerEnforced') strange.push(`ObjectOwnership ${ObjectOwnership}`);
    // what every bucket has; Terraform says it of each
    if (ACL !== 'private') strange.push(`ACL ${ACL}`);
    if (strange.length > 0) throw new AwsError('InvalidArgument', `${strange.join(', ')} of CreateBucket: not emulated`);
    checkBucketName(Bucket);
    checkTagSet(Tags, 'new bucket');
    const region = regionOf(place, LocationConstraint);
    const BucketArn = `arn:${place.partition}:s3:::${Bucket}`;
    const Location = LocationConstraint === undefined ? `/${Bucket}` : `http://${Bucket}.s3.amazonaws.com/`;
    const found = holderOf(place, Bucket);
    // whoever makes a bucket of us-east-1 again has it (API reference, "CreateBucket": BucketAlreadyOwnedByYou), but not with tags (localstack test_create_bucket_with_tags_us_east_1_idempotency)
    const isAgain = Tags.length === 0 && found?.accountId === place.accountId && found.region === 'us-east-1' && region === 'us-east-1';
    if (found && !isAgain) throw taken(Bucket, found.accountId === place.accountId);
    if (!found) place.elsewhere(region).s3.createBucket(Bucket, LocationConstraint === 'EU' ? { locationConstraint: 'EU' } : {}, Tags);
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
