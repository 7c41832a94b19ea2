import { createHash } from 'node:crypto';
import { AwsError } from '../../kernel/aws-error.ts';
import type { Encryption } from './bucket-settings.ts';
import { algorithmOf, type ObjectChecksum } from './checksums.ts';
import type { ObjectHeaders } from './object-headers.ts';
import type { Version } from './stored-object.ts';
import type { Tag } from './tag-set.ts';
import type { SummedPart, UploadChecksum } from './upload-checksums.ts';

/** S3 takes no smaller part, but the last. */
const smallestPart = 5 * 1024 * 1024;

/** An object on its way, in parts. */
export interface Upload {
  readonly key: string;
  readonly headers: ObjectHeaders;
  readonly encryption: Encryption;
  readonly metadata: Record<string, string>;
  readonly tags: Tag[];
  /** By number. */
  readonly parts: Map<number, { body: Buffer; etag: string; checksum: ObjectChecksum }>;
  readonly checksum: UploadChecksum | undefined;
  /** What stood under its key when it was begun. */
  readonly over: Version | undefined;
}

export interface CompletedPart extends SummedPart {
  ETag?: string;
}

/**
 * What parts make together: those that the request names, in its order.
 *
 * @throws AwsError InvalidRequest where nothing is named, MalformedXML, InvalidPart, InvalidPartOrder, EntityTooSmall
 */
export function joined(upload: Upload, UploadId: string, asked: { Parts?: CompletedPart[] } | undefined) {
  if (!asked) throw new AwsError('InvalidRequest', 'You must specify at least one part');
  const { Parts: named = [] } = asked;
  if (named.length === 0)
    throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
  let before = 0;
  const parts = named.map(({ PartNumber = 0, ETag = '', ...sums }) => {
    if (PartNumber <= before)
      throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order. Parts must be ordered by part number.', {
        fields: { UploadId },
      });
    before = PartNumber;
    const part = upload.parts.get(PartNumber);
    const wanted = ETag.replaceAll('"', '');
    if (part && part.etag.replaceAll('"', '') === wanted && isSummed(part.checksum, sums, PartNumber)) return { ...part, PartNumber };
    const how = "The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
    throw new AwsError('InvalidPart', `One or more of the specified parts could not be found.  ${how}`, {
      fields: { UploadId, PartNumber, ETag: wanted },
    });
  });
  const small = parts.slice(0, -1).find(({ body }) => body.length < smallestPart);
  if (small) {
    const { body, etag, PartNumber } = small;
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      fields: { ProposedSize: body.length, MinSizeAllowed: smallestPart, PartNumber, ETag: etag.replaceAll('"', '') },
    });
  }
  const sums = parts.map(({ body }) => createHash('md5').update(body).digest());
  const etag = `"${createHash('md5').update(Buffer.concat(sums)).digest('hex')}-${parts.length}"`;
  const bodies = parts.map(({ body }) => body);
  return { body: Buffer.concat(bodies), bodies, named, etag };
}

/** Whether a part has the sum that the request names. @throws AwsError BadDigest of another kind of sum than it was sent with */
function isSummed(held: ObjectChecksum, sums: ObjectChecksum, number: number): boolean {
  for (const [name, sum] of Object.entries(sums)) {
    const own = held[name as keyof ObjectChecksum];
    if (own === undefined)
      throw new AwsError(
        'BadDigest',
        `The ${algorithmOf(name).toLowerCase()} you specified for part ${number} did not match what we received.`,
      );
    if (own !== sum) return false;
  }
  return true;
}
