import { AwsError } from '../../kernel/aws-error.ts';
import type { Call } from '../../service/service.ts';
import { notFound } from './refusals.ts';
import type { CloudHsmPlace } from './state.ts';

export interface Tag {
  Key: string;
  Value: string;
}

export const tagLimit = 50;

/** @throws AwsError CloudHsmTagException for a key given twice or one of AWS's own */
export function toTags(list: Tag[] = []): Map<string, string> {
  const tags = new Map<string, string>();
  for (const { Key, Value } of list) {
    if (Key.toLowerCase().startsWith('aws:'))
      throw new AwsError('CloudHsmTagException', `The tag key '${Key}' begins with aws:, which is AWS's`);
    if (tags.has(Key)) throw new AwsError('CloudHsmTagException', `The tag key '${Key}' is given twice`);
    tags.set(Key, Value);
  }
  return tags;
}

export function tagList(tags: Map<string, string>): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/**
 * The tags of a cluster or a backup, by its id.
 *
 * @throws AwsError CloudHsmResourceNotFoundException
 */
export function tagsOf(call: Call<CloudHsmPlace>, resourceId: string): Map<string, string> {
  const { cloudhsmv2 } = call.place;
  const resource = cloudhsmv2.cluster(resourceId) ?? cloudhsmv2.backups.get(resourceId);
  if (!resource || resource.state === 'DELETED') throw notFound('Resource', resourceId);
  return resource.tags;
}
