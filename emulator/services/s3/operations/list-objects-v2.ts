import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { algorithmOf } from '../checksums.ts';
import { onBucket } from '../resources.ts';
import type { S3Place, StoredObject } from '../state.ts';

interface Input {
  Bucket: string;
  Prefix?: string;
  Delimiter?: string;
  EncodingType?: string;
  MaxKeys?: number;
  ContinuationToken?: string;
  StartAfter?: string;
  ExpectedBucketOwner?: string;
}

/** What a page of a list holds: an object, or what several of them begin with up to the delimiter. */
type Entry = { at: string } & ({ object: StoredObject } | { prefix: string });

const mostKeys = 1000;

/** In the order of the bytes of the keys. IAM asks for s3:ListBucket. @throws AwsError NoSuchBucket, InvalidArgument */
export const listObjectsV2: Operation<Input, S3Place> = {
  action: 'ListBucket',
  refuses: ['FetchOwner', 'OptionalObjectAttributes'],
  ignores: ['RequestPayer'],
  resources: onBucket,
  run(input, { place }) {
    const { Bucket, Prefix = '', Delimiter, EncodingType, MaxKeys = mostKeys, ContinuationToken, StartAfter } = input;
    if (EncodingType !== undefined && EncodingType !== 'url')
      throw new AwsError('InvalidArgument', 'Invalid Encoding Method specified in Request', {
        fields: { ArgumentName: 'encoding-type', ArgumentValue: EncodingType },
      });
    const objects = place.s3.bucket(Bucket, input.ExpectedBucketOwner).objects();
    const after = ContinuationToken === undefined ? StartAfter : keyIn(ContinuationToken);
    const entries = grouped(
      objects.filter(({ key }) => key.startsWith(Prefix)),
      Prefix,
      Delimiter,
    ).filter(({ at }) => after === undefined || Buffer.compare(Buffer.from(at), Buffer.from(after)) > 0);
    const shown = entries.slice(0, Math.min(MaxKeys, mostKeys));
    const isTruncated = shown.length > 0 && entries.length > shown.length;
    const written = (text: string) => (EncodingType === 'url' ? encodeURIComponent(text).replaceAll('%2F', '/') : text);
    return {
      Name: Bucket,
      Prefix: written(Prefix),
      Delimiter: Delimiter && written(Delimiter),
      EncodingType,
      MaxKeys,
      KeyCount: shown.length,
      IsTruncated: isTruncated,
      ContinuationToken,
      NextContinuationToken: isTruncated ? Buffer.from(shown.at(-1)!.at).toString('base64url') : undefined,
      // recorded: a page that goes on says nothing of where the first began
      StartAfter: ContinuationToken === undefined && StartAfter ? written(StartAfter) : undefined,
      Contents: shown.flatMap((entry) => ('object' in entry ? [content(entry.object, written)] : [])),
      CommonPrefixes: shown.flatMap((entry) => ('prefix' in entry ? [{ Prefix: written(entry.prefix) }] : [])),
    };
  },
};

function grouped(objects: StoredObject[], prefix: string, delimiter: string | undefined): Entry[] {
  const entries: Entry[] = [];
  for (const object of objects) {
    const cut = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1;
    const common = cut === -1 ? undefined : object.key.slice(0, cut + delimiter!.length);
    if (common === undefined) entries.push({ at: object.key, object });
    else if (entries.at(-1)?.at !== common) entries.push({ at: common, prefix: common });
  }
  return entries;
}

function content({ key, lastModified, etag, body, checksum }: StoredObject, written: (text: string) => string) {
  return {
    Key: written(key),
    LastModified: lastModified,
    ETag: etag,
    ChecksumAlgorithm: Object.keys(checksum).map(algorithmOf),
    ChecksumType: 'FULL_OBJECT',
    Size: body.length,
    StorageClass: 'STANDARD',
  };
}

/** @throws AwsError InvalidArgument */
function keyIn(token: string): string {
  const key = Buffer.from(token, 'base64url').toString();
  if (token !== '' && Buffer.from(key).toString('base64url') === token) return key;
  throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect', { fields: { ArgumentName: 'continuation-token' } });
}
