import type { Operation } from '../api/service.ts';
import { page } from './page.ts';
import { tagList, tagsOf } from './tags.ts';

interface Input {
  ResourceId: string;
  MaxResults?: number;
  NextToken?: string;
}

export const listTags: Operation<Input> = ({ ResourceId, MaxResults = 50, NextToken }, call) => {
  const { items, nextToken } = page(tagList(tagsOf(call, ResourceId)), MaxResults, NextToken);
  return { TagList: items, NextToken: nextToken };
};
