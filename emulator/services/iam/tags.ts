import { AwsError } from '../../kernel/aws-error.ts';

export interface Tag {
  Key: string;
  Value: string;
}

export function pairs(tags: Tag[] = []): [string, string][] {
  return tags.map(({ Key, Value }) => [Key, Value]);
}

const most = 50;

/** @param quota as AWS calls it. @throws AwsError LimitExceeded */
export function addTags(tags: Map<string, string>, more: Tag[], quota: string): void {
  const keys = new Set([...tags.keys(), ...more.map(({ Key }) => Key)]);
  if (keys.size > most) throw new AwsError('LimitExceeded', `Cannot exceed quota for ${quota}: ${most}`, { status: 409 });
  for (const [key, value] of pairs(more)) tags.set(key, value);
}

/** Undefined where there are none. */
export function shownTags(tags: ReadonlyMap<string, string>): Tag[] | undefined {
  return tags.size > 0 ? [...tags].map(([Key, Value]) => ({ Key, Value })) : undefined;
}
