import { AwsError } from '../../kernel/aws-error.ts';

export interface Tag {
  Key: string;
  Value: string;
}

/** What has tags: a bucket, one that is to be made, an object. */
type Tagged = 'bucket' | 'new bucket' | 'object';

const text = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const longestKey = 128;
const longestValue = 256;

/** The words for a key that is AWS's own differ with what has it (localstack test_tagging_validation, test_create_bucket_with_tags_exc). */
const ownKeys: Record<Tagged, (TagKey: string) => AwsError> = {
  bucket: (TagKey) => invalidTag('System tags cannot be added/updated by requester', { TagKey }),
  object: (TagKey) => invalidTag('Your TagKey cannot be prefixed with aws:', { TagKey }),
  'new bucket': () =>
    invalidTag(
      'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
    ),
};

/**
 * Tags that somebody gives at once, in place of those of before.
 *
 * @throws AwsError InvalidTag, BadRequest where they are too many
 */
export function checkTagSet(tags: Tag[], of: Tagged): void {
  const keys = new Set<string>();
  for (const { Key: TagKey, Value: TagValue } of tags) {
    if (!isTagKey(TagKey)) throw invalidTag('The TagKey you have provided is invalid', { TagKey });
    if (!isTagValue(TagValue)) throw invalidTag('The TagValue you have provided is invalid', { TagKey, TagValue });
    if (keys.has(TagKey)) throw invalidTag('Cannot provide multiple Tags with the same key', { TagKey });
    if (TagKey.startsWith('aws:')) throw ownKeys[of](TagKey);
    keys.add(TagKey);
  }
  const most = of === 'object' ? 10 : 50;
  if (keys.size > most) throw new AwsError('BadRequest', `${of === 'object' ? 'Object' : 'Bucket'} tags cannot be greater than ${most}`);
}

/**
 * Tags in the header of an object that is put, as a query.
 *
 * @throws AwsError InvalidArgument, InvalidTag, BadRequest
 */
export function tagsInHeader(header = ''): Tag[] {
  const tags = [...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value }));
  const isSound =
    tags.every(({ Key, Value }) => isTagKey(Key) && isTagValue(Value)) && new Set(tags.map(({ Key }) => Key)).size === tags.length;
  if (!isSound)
    throw new AwsError(
      'InvalidArgument',
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      { fields: { ArgumentName: 'x-amz-tagging', ArgumentValue: header } },
    );
  checkTagSet(tags, 'object');
  return tags;
}

function isTagKey(key: string): boolean {
  return key.length > 0 && key.length <= longestKey && text.test(key);
}

function isTagValue(value: string): boolean {
  return value.length <= longestValue && text.test(value);
}

function invalidTag(message: string, fields: Record<string, string> = {}): AwsError {
  return new AwsError('InvalidTag', message, { fields });
}
