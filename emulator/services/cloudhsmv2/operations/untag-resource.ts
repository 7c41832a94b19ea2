import type { Operation } from '../../../service/service.ts';
import { onTagged } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';
import { tagsOf } from '../tags.ts';

export const untagResource: Operation<{ ResourceId: string; TagKeyList: string[] }, CloudHsmPlace> = {
  resources: onTagged,
  run({ ResourceId, TagKeyList }, call) {
    const tags = tagsOf(call, ResourceId);
    for (const key of TagKeyList) tags.delete(key);
    return {};
  },
};
