import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { page } from '../page.ts';
import { onPolicy } from '../resources.ts';
import { ownPolicy, policyOf } from '../shown-policy.ts';
import { addTags, type Tag } from '../tags.ts';

/** @throws AwsError NoSuchEntity, LimitExceeded, ValidationError */
export const tagPolicy: Operation<{ PolicyArn: string; Tags: Tag[] }, IamPlace> = {
  resources: onPolicy,
  run: ({ PolicyArn, Tags }, { place }) => addTags(ownPolicy(place, PolicyArn).tags, Tags, 'TagsPerPolicy'),
};

/** @throws AwsError NoSuchEntity, ValidationError */
export const untagPolicy: Operation<{ PolicyArn: string; TagKeys: string[] }, IamPlace> = {
  resources: onPolicy,
  run({ PolicyArn, TagKeys }, { place }) {
    const { tags } = ownPolicy(place, PolicyArn);
    for (const key of TagKeys) tags.delete(key);
  },
};

/** By key. @throws AwsError NoSuchEntity, ValidationError */
export const listPolicyTags: Operation<{ PolicyArn: string; Marker?: string; MaxItems?: number }, IamPlace> = {
  resources: onPolicy,
  run(input, { place }) {
    const tags = [...policyOf(place, input.PolicyArn).tags].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const { items, more } = page(tags, 'ListPolicyTags', input);
    return { Tags: items.map(([Key, Value]) => ({ Key, Value })), ...more };
  },
};
