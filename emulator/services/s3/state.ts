import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';
import type { IamState } from '../iam/state.ts';
import { Bucket } from './bucket.ts';
import type { BucketSettings } from './bucket-settings.ts';
import type { Tag } from './tag-set.ts';

export interface S3Place extends Place {
  readonly s3: S3State;
  readonly iam: Pick<IamState, 'resourcePolicies'>;
  readonly cloud: { places(): S3Place[] };
  elsewhere(region: string): S3Place;
}

/** The place whose bucket has a name, of all accounts and regions: they share their names. */
export function holderOf({ cloud }: Pick<S3Place, 'cloud'>, name: string): S3Place | undefined {
  return cloud.places().find(({ s3 }) => s3.buckets.has(name));
}

export class S3State {
  readonly buckets = new Map<string, Bucket>();
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  createBucket(name: string, settings: BucketSettings = {}, tags: Tag[] = []): Bucket {
    const bucket = new Bucket(this.#place, name, settings);
    bucket.tags = tags;
    this.buckets.set(name, bucket);
    return bucket;
  }

  /** @throws AwsError NoSuchBucket, BucketNotEmpty */
  deleteBucket(name: string): void {
    const { objects, versioning } = this.bucket(name);
    const more = versioning ? '. You must delete all versions in the bucket.' : '';
    if (!objects.isEmpty)
      throw new AwsError('BucketNotEmpty', `The bucket you tried to delete is not empty${more}`, {
        status: 409,
        fields: { BucketName: name },
      });
    this.buckets.delete(name);
  }

  /**
   * @param owner the account that a request expects it to be of
   * @throws AwsError NoSuchBucket, AccessDenied, InvalidBucketOwnerAWSAccountID
   */
  bucket(name: string, owner?: string): Bucket {
    if (owner !== undefined && !/^\d{12}$/.test(owner))
      throw new AwsError(
        'InvalidBucketOwnerAWSAccountID',
        `The value of the expected bucket owner parameter must be an AWS Account ID... [${owner}]`,
      );
    if (owner !== undefined && owner !== this.#place.accountId) throw new AwsError('AccessDenied', 'Access Denied', { status: 403 });
    const bucket = this.buckets.get(name);
    if (bucket) return bucket;
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', { status: 404, fields: { BucketName: name } });
  }
}
