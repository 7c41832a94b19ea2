import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { type Entry, entries, isBehind, type ListInput, listedObject, mostKeys, pageSize, shownPrefixes, writing } from '../listing.ts';
import { canonicalId } from '../owner.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';
import type { Version } from '../stored-object.ts';
import { turnOf } from '../version-id.ts';

interface Input extends ListInput {
  KeyMarker?: string;
  VersionIdMarker?: string;
}

type Listed = Version & { isLatest: boolean };

/** By the bytes of the keys, the newest version of each first. IAM asks for s3:ListBucketVersions. @throws AwsError NoSuchBucket, InvalidArgument */
export const listObjectVersions: Operation<Input, S3Place> = {
  action: 'ListBucketVersions',
  refuses: ['OptionalObjectAttributes'],
  ignores: ['RequestPayer'],
  resources: onBucket,
  run(input, { place }) {
    const { Bucket, Prefix = '', Delimiter, EncodingType, MaxKeys = mostKeys, KeyMarker = '', VersionIdMarker = '' } = input;
    const written = writing(EncodingType);
    const size = pageSize(MaxKeys);
    if (VersionIdMarker !== '' && KeyMarker === '')
      throw new AwsError('InvalidArgument', 'A version-id marker cannot be specified without a key marker.', {
        fields: { ArgumentName: 'version-id-marker', ArgumentValue: VersionIdMarker },
      });
    const versions = place.s3.bucket(Bucket, input.ExpectedBucketOwner).objects.all();
    const all = behind(entries(versions, Prefix, Delimiter), KeyMarker, VersionIdMarker);
    const shown = all.slice(0, size);
    const last = all.length > shown.length ? shown.at(-1) : undefined;
    const listed = shown.flatMap((entry) => ('item' in entry ? [entry.item] : []));
    const about = ({ key, versionId = 'null', isLatest, lastModified }: Listed) => ({
      Key: written(key),
      VersionId: versionId,
      IsLatest: isLatest,
      LastModified: lastModified,
      Owner: { ID: canonicalId(place.accountId) },
    });
    return {
      Name: Bucket,
      Prefix: written(Prefix),
      Delimiter: Delimiter ? written(Delimiter) : undefined,
      EncodingType,
      MaxKeys,
      IsTruncated: last !== undefined,
      KeyMarker: written(KeyMarker),
      VersionIdMarker,
      NextKeyMarker: last && written(last.at),
      NextVersionIdMarker: last && 'item' in last ? idOf(last.item) : undefined,
      Versions: listed.flatMap((version) => (version.deleted ? [] : [{ ...listedObject(version, written), ...about(version) }])),
      DeleteMarkers: listed.filter(({ deleted }) => deleted).map(about),
      CommonPrefixes: shownPrefixes(shown, written),
    };
  },
};

/** Behind a version of a key, be it gone by now, or behind all of them where none is named. */
function behind(all: Entry<Listed>[], key: string, versionId: string): Entry<Listed>[] {
  if (key === '') return all;
  const marker = versionId === '' ? -1 : all.findIndex((entry) => entry.at === key && 'item' in entry && idOf(entry.item) === versionId);
  if (marker !== -1) return all.slice(marker + 1);
  const turn = turnOf(versionId);
  const isOlder = (entry: Entry<Listed>) => turn !== undefined && entry.at === key && 'item' in entry && isBefore(entry.item, turn);
  return all.filter((entry) => isBehind(entry.at, key) || isOlder(entry));
}

function isBefore(version: Listed, turn: number): boolean {
  const own = turnOf(idOf(version));
  return own !== undefined && own < turn;
}

function idOf({ versionId = 'null' }: Listed): string {
  return versionId;
}
