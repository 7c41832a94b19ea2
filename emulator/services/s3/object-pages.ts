import { entries, isBehind, type ListInput, listedObject, mostKeys, pageSize, shownPrefixes, writing } from './listing.ts';
import type { S3Place } from './state.ts';

/**
 * The pages of both lists of a bucket's objects, in the order of the bytes of the keys: what lies behind a key, how keys are written, and
 * the last one where more come.
 *
 * @throws AwsError NoSuchBucket, InvalidArgument
 */
export function objectPages(input: ListInput, { s3 }: S3Place) {
  const { Bucket, Prefix = '', Delimiter, EncodingType, MaxKeys = mostKeys } = input;
  const written = writing(EncodingType);
  const size = pageSize(MaxKeys);
  const all = entries(s3.bucket(Bucket, input.ExpectedBucketOwner).objects.current(), Prefix, Delimiter);
  return (after = '') => {
    const behind = all.filter(({ at }) => isBehind(at, after));
    const shown = behind.slice(0, size);
    const IsTruncated = shown.length > 0 && behind.length > shown.length;
    return {
      written,
      count: shown.length,
      last: IsTruncated ? shown.at(-1)!.at : undefined,
      answer: {
        Name: Bucket,
        Prefix: written(Prefix),
        Delimiter: Delimiter ? written(Delimiter) : undefined,
        EncodingType,
        MaxKeys,
        IsTruncated,
        Contents: shown.flatMap((entry) => ('item' in entry ? [listedObject(entry.item, written)] : [])),
        CommonPrefixes: shownPrefixes(shown, written),
      },
    };
  };
}
