import { invalidParameter } from './refusals.ts';
import type { Secret } from './secret.ts';

export interface Tag {
  Key?: string;
  Value?: string;
}

/** @throws AwsError InvalidParameterException for a key of AWS's own or more than 50 tags */
export function putTags(secret: Secret, tags: Tag[]): void {
  const reserved = tags.find(({ Key }) => Key?.toLowerCase().startsWith('aws:'));
  if (reserved) throw invalidParameter(`Invalid tag key: ${reserved.Key}. Tag keys that begin with aws: are reserved.`);
  if (tags.length === 0) return;
  const all = new Map([...(secret.tags ?? []), ...tags.map(({ Key = '', Value = '' }) => [Key, Value] as const)]);
  if (all.size > 50) throw invalidParameter('A secret can have at most 50 tags.');
  secret.tags = all;
}

/** Undefined where it never had one. */
export function listedTags({ tags }: Secret): Tag[] | undefined {
  return tags && [...tags].map(([Key, Value]) => ({ Key, Value }));
}
