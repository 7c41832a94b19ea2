import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onTagged } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';
import { type Tag, tagLimit, tagsOf, toTags } from '../tags.ts';

export const tagResource: Operation<{ ResourceId: string; TagList: Tag[] }, CloudHsmPlace> = {
  resources: onTagged,
  run({ ResourceId, TagList }, call) {
    const tags = tagsOf(call, ResourceId);
    const added = toTags(TagList);
    if (new Set([...tags.keys(), ...added.keys()]).size > tagLimit)
      throw new AwsError('CloudHsmResourceLimitExceededException', `'${ResourceId}' would have more than ${tagLimit} tags`);
    for (const [key, value] of added) tags.set(key, value);
    return {};
  },
};
