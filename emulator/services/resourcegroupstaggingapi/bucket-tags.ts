import type { AwsError } from '../../kernel/aws-error.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { TaggingPlace } from './needs.ts';
import type { TagChange } from './tag-requests.ts';

interface Tag {
  Key: string;
  Value: string;
}

/**
 * S3 takes all tags of a bucket at once: they are read first, for which the caller needs s3:GetBucketTagging, too (API reference of TagResources).
 *
 * @throws AwsError NoSuchBucket, AccessDenied, InvalidTag
 */
export async function changeBucket(place: TaggingPlace, caller: Caller, Bucket: string, change: TagChange): Promise<void> {
  const tags = new Map((await tagsOf(place, caller, Bucket)).map(({ Key, Value }) => [Key, Value]));
  if ('tags' in change) for (const [key, value] of Object.entries(change.tags)) tags.set(key, value);
  else for (const key of change.keys) tags.delete(key);
  const TagSet = [...tags].map(([Key, Value]) => ({ Key, Value }));
  if (TagSet.length > 0) await place.call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet } }, caller);
  else await place.call('s3', 'DeleteBucketTagging', { Bucket }, caller);
}

async function tagsOf(place: TaggingPlace, caller: Caller, Bucket: string): Promise<Tag[]> {
  try {
    return ((await place.call('s3', 'GetBucketTagging', { Bucket }, caller)) as { TagSet: Tag[] }).TagSet;
  } catch (error) {
    if ((error as AwsError).code !== 'NoSuchTagSet') throw error;
    return [];
  }
}
