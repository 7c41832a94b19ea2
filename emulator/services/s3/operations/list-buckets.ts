import { AwsError } from '../../../kernel/aws-error.ts';
import { partitionOf } from '../../../models/regions.ts';
import { pager } from '../../../service/page.ts';
import type { Operation } from '../../../service/service.ts';
import { canonicalId } from '../owner.ts';
import type { S3Place } from '../state.ts';

interface Input {
  MaxBuckets?: number;
  ContinuationToken?: string;
  Prefix?: string;
  BucketRegion?: string;
}

const page = pager({
  size: 'MaxBuckets',
  token: 'ContinuationToken',
  next: 'ContinuationToken',
  usual: 10_000,
  invalidToken: () =>
    new AwsError('InvalidArgument', 'The continuation token provided is incorrect', { fields: { ArgumentName: 'continuation-token' } }),
});

/** Of the account, in whatever region, by their names. IAM asks for s3:ListAllMyBuckets. @throws AwsError InvalidArgument */
export const listBuckets: Operation<Input, S3Place> = {
  action: 'ListAllMyBuckets',
  run({ ContinuationToken, ...input }, { place }) {
    const { Prefix, BucketRegion } = input;
    if (BucketRegion !== undefined && !partitionOf(BucketRegion))
      throw new AwsError('InvalidArgument', `Argument value ${BucketRegion} is not a valid AWS Region`, {
        fields: { ArgumentName: 'bucket-region' },
      });
    const regions = place.cloud
      .places()
      .filter(({ accountId, region }) => accountId === place.accountId && (BucketRegion === undefined || region === BucketRegion));
    const all = regions.flatMap(({ s3, region }) =>
      [...s3.buckets.values()].map(({ name, arn, createdAt }) => ({
        Name: name,
        CreationDate: createdAt,
        BucketRegion: region,
        BucketArn: arn,
      })),
    );
    const found = all.filter(({ Name }) => Name.startsWith(Prefix ?? '')).toSorted((a, b) => (a.Name < b.Name ? -1 : 1));
    const { items, ...more } = page(found, 'ListBuckets', { ...input, ...(ContinuationToken && { ContinuationToken }) });
    return { Buckets: items, Owner: { ID: canonicalId(place.accountId) }, Prefix, ...more };
  },
};
