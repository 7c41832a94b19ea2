import { AwsError } from '../../kernel/aws-error.ts';
import { algorithmOf } from './checksums.ts';
import type { StoredObject } from './stored-object.ts';

/** What a page of a list holds: something with a key, or what several of them begin with up to the delimiter. */
export type Entry<Keyed> = { at: string } & ({ item: Keyed } | { prefix: string });

/** What every list of a bucket takes. */
export interface ListInput {
  Bucket: string;
  Prefix?: string;
  Delimiter?: string;
  EncodingType?: string;
  MaxKeys?: number;
  ExpectedBucketOwner?: string;
}

export const mostKeys = 1000;

/** How many entries a page has. @throws AwsError InvalidArgument */
export function pageSize(asked: number): number {
  if (asked >= 0) return Math.min(asked, mostKeys);
  throw new AwsError('InvalidArgument', 'Argument maxKeys must be an integer between 0 and 2147483647', {
    fields: { ArgumentName: 'maxKeys', ArgumentValue: asked },
  });
}

/** @param all in the order of their keys */
export function entries<Keyed extends { key: string }>(all: Keyed[], prefix: string, delimiter: string | undefined): Entry<Keyed>[] {
  const found: Entry<Keyed>[] = [];
  for (const item of all) {
    if (!item.key.startsWith(prefix)) continue;
    const cut = delimiter ? item.key.indexOf(delimiter, prefix.length) : -1;
    const common = cut === -1 ? undefined : item.key.slice(0, cut + delimiter!.length);
    if (common === undefined) found.push({ at: item.key, item });
    else if (found.at(-1)?.at !== common) found.push({ at: common, prefix: common });
  }
  return found;
}

export function isBehind(at: string, marker: string): boolean {
  return Buffer.compare(Buffer.from(at), Buffer.from(marker)) > 0;
}

/** How keys and prefixes are written. @throws AwsError InvalidArgument */
export function writing(encodingType: string | undefined): (text: string) => string {
  if (encodingType === undefined) return (text) => text;
  if (encodingType === 'url') return (text) => encodeURIComponent(text).replaceAll('%2F', '/');
  throw new AwsError('InvalidArgument', 'Invalid Encoding Method specified in Request', {
    fields: { ArgumentName: 'encoding-type', ArgumentValue: encodingType },
  });
}

export function listedObject({ key, lastModified, etag, body, checksum, checksumType }: StoredObject, written: (text: string) => string) {
  return {
    Key: written(key),
    LastModified: lastModified,
    ETag: etag,
    ChecksumAlgorithm: Object.keys(checksum).map(algorithmOf),
    ChecksumType: checksumType ?? 'FULL_OBJECT',
    Size: body.length,
    StorageClass: 'STANDARD',
  };
}

export function shownPrefixes(shown: Entry<unknown>[], written: (text: string) => string) {
  return shown.flatMap((entry) => ('prefix' in entry ? [{ Prefix: written(entry.prefix) }] : []));
}
