import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { onTagged } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';
import { tagList, tagsOf } from '../tags.ts';

interface Input {
  ResourceId: string;
  MaxResults?: number;
  NextToken?: string;
}

export const listTags: Operation<Input, CloudHsmPlace> = {
  resources: onTagged,
  run(input, call) {
    const { items, NextToken } = page(tagList(tagsOf(call, input.ResourceId)), 'ListTags', input);
    return { TagList: items, NextToken };
  },
};
