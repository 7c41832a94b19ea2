import type { Operation } from '../../../service/service.ts';
import { entries, isBehind, type ListInput, listedObject, mostKeys, pageSize, shownPrefixes, writing } from '../listing.ts';
import { canonicalId } from '../owner.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Input extends ListInput {
  Marker?: string;
}

/** What ListObjectsV2 has taken the place of. IAM asks for s3:ListBucket. @throws AwsError NoSuchBucket, InvalidArgument */
export const listObjects: Operation<Input, S3Place> = {
  action: 'ListBucket',
  refuses: ['OptionalObjectAttributes'],
  ignores: ['RequestPayer'],
  resources: onBucket,
  run(input, { place }) {
    const { Bucket, Prefix = '', Delimiter, EncodingType, MaxKeys = mostKeys, Marker = '' } = input;
    const written = writing(EncodingType);
    const size = pageSize(MaxKeys);
    const objects = place.s3.bucket(Bucket, input.ExpectedBucketOwner).objects.current();
    const all = entries(objects, Prefix, Delimiter).filter(({ at }) => Marker === '' || isBehind(at, Marker));
    const shown = all.slice(0, size);
    const isTruncated = shown.length > 0 && all.length > shown.length;
    const Owner = { ID: canonicalId(place.accountId) };
    return {
      Name: Bucket,
      Prefix: written(Prefix),
      Delimiter: Delimiter ? written(Delimiter) : undefined,
      EncodingType,
      MaxKeys,
      IsTruncated: isTruncated,
      Marker: written(Marker),
      // without a delimiter the last key is the next marker
      NextMarker: isTruncated && Delimiter ? written(shown.at(-1)!.at) : undefined,
      Contents: shown.flatMap((entry) => ('item' in entry ? [{ ...listedObject(entry.item, written), Owner }] : [])),
      CommonPrefixes: shownPrefixes(shown, written),
    };
  },
};
