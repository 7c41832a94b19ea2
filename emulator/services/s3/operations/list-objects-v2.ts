import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { entries, isBehind, type ListInput, listedObject, mostKeys, pageSize, shownPrefixes, writing } from '../listing.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Input extends ListInput {
  ContinuationToken?: string;
  StartAfter?: string;
}

/** In the order of the bytes of the keys. IAM asks for s3:ListBucket. @throws AwsError NoSuchBucket, InvalidArgument */
export const listObjectsV2: Operation<Input, S3Place> = {
  action: 'ListBucket',
  refuses: ['FetchOwner', 'OptionalObjectAttributes'],
  ignores: ['RequestPayer'],
  resources: onBucket,
  run(input, { place }) {
    const { Bucket, Prefix = '', Delimiter, EncodingType, MaxKeys = mostKeys, ContinuationToken, StartAfter } = input;
    const written = writing(EncodingType);
    const size = pageSize(MaxKeys);
    const objects = place.s3.bucket(Bucket, input.ExpectedBucketOwner).objects.current();
    const after = ContinuationToken === undefined ? StartAfter : keyIn(ContinuationToken);
    const all = entries(objects, Prefix, Delimiter).filter(({ at }) => after === undefined || isBehind(at, after));
    const shown = all.slice(0, size);
    const isTruncated = shown.length > 0 && all.length > shown.length;
    return {
      Name: Bucket,
      Prefix: written(Prefix),
      Delimiter: Delimiter ? written(Delimiter) : undefined,
      EncodingType,
      MaxKeys,
      KeyCount: shown.length,
      IsTruncated: isTruncated,
      ContinuationToken,
      NextContinuationToken: isTruncated ? Buffer.from(shown.at(-1)!.at).toString('base64url') : undefined,
      // recorded: a page that goes on says nothing of where the first began
      StartAfter: ContinuationToken === undefined && StartAfter ? written(StartAfter) : undefined,
      Contents: shown.flatMap((entry) => ('item' in entry ? [listedObject(entry.item, written)] : [])),
      CommonPrefixes: shownPrefixes(shown, written),
    };
  },
};

/** @throws AwsError InvalidArgument */
function keyIn(token: string): string {
  const key = Buffer.from(token, 'base64url').toString();
  if (token !== '' && Buffer.from(key).toString('base64url') === token) return key;
  throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect', { fields: { ArgumentName: 'continuation-token' } });
}
