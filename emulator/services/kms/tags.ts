import { AwsError } from '../../kernel/aws-error.ts';
import type { Key } from './key.ts';

export interface Tag {
  TagKey: string;
  TagValue: string;
}

const mostTags = 50;

/** @throws AwsError TagException */
export function putTags(key: Pick<Key, 'tags'>, tags: Tag[]): void {
  const names = tags.map(({ TagKey }) => TagKey);
  if (new Set(names).size < names.length) throw new AwsError('TagException', 'Duplicate tag keys');
  if (names.some((name) => /^aws:/i.test(name))) throw new AwsError('TagException', 'Tags beginning with aws: are reserved');
  if (new Set([...key.tags.keys(), ...names]).size > mostTags) throw new AwsError('TagException', 'Too many tags');
  for (const { TagKey, TagValue } of tags) key.tags.set(TagKey, TagValue);
}
