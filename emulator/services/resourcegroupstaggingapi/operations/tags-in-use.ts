import type { Operation } from '../../../service/service.ts';
import type { TaggingPlace } from '../needs.ts';
import { page, pagesOf } from '../page.ts';
import { taggedResources } from '../tagged-resource.ts';

const usualPage = 100;

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetTagKeys.html. @throws AwsError InvalidParameterException */
export const getTagKeys: Operation<{ PaginationToken?: string }, TaggingPlace> = {
  async run(input, { place }) {
    const keys = (await taggedResources(place)).flatMap(({ tags }) => [...tags.keys()]);
    const { items: TagKeys, PaginationToken } = page(inPages(keys), 'GetTagKeys', input);
    return { PaginationToken, TagKeys };
  },
};

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetTagValues.html. @throws AwsError InvalidParameterException */
export const getTagValues: Operation<{ Key: string; PaginationToken?: string }, TaggingPlace> = {
  async run(input, { place }) {
    const values = (await taggedResources(place)).flatMap(({ tags }) => tags.get(input.Key) ?? []);
    const { items: TagValues, PaginationToken } = page(inPages(values), 'GetTagValues', input);
    return { PaginationToken, TagValues };
  },
};

/** Each once, in order. */
function inPages(texts: string[]): string[][] {
  return pagesOf([...new Set(texts)].toSorted(), [{ weight: () => 1, most: usualPage }]);
}
