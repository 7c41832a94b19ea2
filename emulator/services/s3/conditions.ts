import { AwsError } from '../../kernel/aws-error.ts';
import { noSuchKey } from './no-object.ts';
import type { StoredObject, Version } from './stored-object.ts';

export interface ReadConditions {
  IfMatch?: string;
  IfNoneMatch?: string;
  IfModifiedSince?: Date;
  IfUnmodifiedSince?: Date;
}

/**
 * In the order that was recorded; a date counts where no ETag beside it has decided already (API reference, "GetObject").
 *
 * @throws AwsError PreconditionFailed, NotModified
 */
export function checkRead(conditions: ReadConditions, { etag, lastModified }: StoredObject, now: number): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
  if (IfMatch !== undefined && !matches(IfMatch, etag)) throw failed('If-Match');
  if (IfMatch === undefined && IfUnmodifiedSince && seconds(lastModified) > seconds(IfUnmodifiedSince)) throw failed('If-Unmodified-Since');
  const isKnown =
    IfNoneMatch === undefined
      ? IfModifiedSince && IfModifiedSince.getTime() <= now && seconds(lastModified) <= seconds(IfModifiedSince)
      : matches(IfNoneMatch, etag);
  if (isKnown) throw new AwsError('NotModified', 'Not Modified', { status: 304 });
}

/** @throws AwsError PreconditionFailed, NoSuchKey, NotImplemented */
export function checkWrite(
  { Key, IfMatch, IfNoneMatch }: { Key: string; IfMatch?: string; IfNoneMatch?: string },
  found: StoredObject | undefined,
): void {
  if (IfMatch !== undefined && IfNoneMatch !== undefined)
    throw notImplemented('If-Match,If-None-Match', 'Multiple conditional request headers present in the request');
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*')
    throw notImplemented('If-None-Match', "We don't accept the provided value of If-None-Match header for this API");
  if (IfMatch === '*') throw notImplemented('If-Match', "We don't accept the provided value of If-Match header for this API");
  if (IfMatch !== undefined && !found) throw noSuchKey(Key);
  if (IfNoneMatch !== undefined && found) throw failed('If-None-Match');
  if (IfMatch !== undefined && !matches(IfMatch, found!.etag)) throw failed('If-Match');
}

/**
 * A conditional upload loses to whoever has put or deleted the object since it was begun (localstack test_multipart_if_match_with_put, recorded on AWS).
 *
 * @throws AwsError ConditionalRequestConflict
 */
export function checkUnchanged(
  { Key, IfMatch, IfNoneMatch }: { Key: string; IfMatch?: string; IfNoneMatch?: string },
  before: Version | undefined,
  now: Version | undefined,
): void {
  if (before === now || (IfMatch ?? IfNoneMatch) === undefined) return;
  const why = 'The conditional request cannot succeed due to a conflicting operation against this resource.';
  const Condition = IfMatch === undefined ? 'If-None-Match' : 'If-Match';
  throw new AwsError('ConditionalRequestConflict', why, { status: 409, fields: { Condition, Key } });
}

export interface DeleteConditions {
  IfMatch?: string;
  IfMatchLastModifiedTime?: Date;
  IfMatchSize?: number;
}

/** Time and size are for directory buckets, which are not here. @throws AwsError PreconditionFailed, NoSuchKey, NotImplemented */
export function checkDeletion(
  { Key, IfMatch, IfMatchLastModifiedTime, IfMatchSize }: DeleteConditions & { Key: string },
  found: StoredObject | undefined,
): void {
  if (IfMatchLastModifiedTime !== undefined) throw notImplemented('x-amz-if-match-last-modified-time');
  if (IfMatchSize !== undefined) throw notImplemented('x-amz-if-match-size');
  if (IfMatch === undefined) return;
  if (!found) throw noSuchKey(Key);
  if (!matches(IfMatch, found.etag)) throw failed('If-Match');
}

/** An ETag may stand without its quotes, or without one of them. */
function matches(wanted: string, etag: string): boolean {
  return wanted === '*' || wanted.replaceAll('"', '') === etag.replaceAll('"', '');
}

export function failed(Condition: string): AwsError {
  return new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
    fields: { Condition },
  });
}

function notImplemented(Header: string, additionalMessage?: string): AwsError {
  return new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented', {
    status: 501,
    fields: { Header, ...(additionalMessage !== undefined && { additionalMessage }) },
  });
}
