import type { Operation } from '../../../service/service.ts';
import type { TaggingPlace } from '../needs.ts';
import { page, pagesOf } from '../page.ts';
import { invalidParameter } from '../refusals.ts';
import { isOfType } from '../resource-type.ts';
import { type TaggedResource, taggedResources } from '../tagged-resource.ts';

interface TagFilter {
  Key?: string;
  Values?: string[];
}

interface Input {
  PaginationToken?: string;
  ResourcesPerPage?: number;
  TagsPerPage?: number;
  TagFilters?: TagFilter[];
  ResourceTypeFilters?: string[];
  ResourceARNList?: string[];
  IncludeComplianceDetails?: boolean;
  ExcludeCompliantResources?: boolean;
}

const usualPage = 50;

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html. @throws AwsError InvalidParameterException */
export const getResources: Operation<Input, TaggingPlace> = {
  async run(input, { place }) {
    check(input);
    const { TagFilters = [], ResourceTypeFilters = [], ResourceARNList, ResourcesPerPage = usualPage, TagsPerPage = Infinity } = input;
    const found = (await taggedResources(place)).filter(
      (resource) =>
        (ResourceARNList?.includes(resource.arn) ?? true) &&
        (ResourceTypeFilters.length === 0 || ResourceTypeFilters.some((type) => isOfType(resource.arn, type))) &&
        TagFilters.every((filter) => fits(resource, filter)),
    );
    const pages = pagesOf(found, [
      { weight: () => 1, most: ResourceARNList ? Infinity : ResourcesPerPage },
      // a resource without tags counts as one with one
      { weight: ({ tags }) => Math.max(1, tags.size), most: TagsPerPage },
    ]);
    const { items, PaginationToken } = page(pages, 'GetResources', input);
    return {
      PaginationToken,
      ResourceTagMappingList: items.map(({ arn, tags }) => ({
        ResourceARN: arn,
        Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
      })),
    };
  },
};

/** A filter without values takes any. */
function fits({ tags }: TaggedResource, { Key = '', Values = [] }: TagFilter): boolean {
  return tags.has(Key) && (Values.length === 0 || Values.includes(tags.get(Key)!));
}

function check(input: Input): void {
  const { ResourceARNList, ResourcesPerPage, TagsPerPage, TagFilters = [] } = input;
  if (input.IncludeComplianceDetails || input.ExcludeCompliantResources)
    throw invalidParameter(
      'Compliance with tag policies (IncludeComplianceDetails of GetResources): not emulated; docs/api-coverage.md lists what is',
    );
  const beside = alone.filter((member) => input[member] !== undefined && input[member] !== '');
  if (ResourceARNList && beside.length > 0) throw invalidParameter(`ResourceARNList cannot be given together with ${beside.join(', ')}`);
  checkRange('ResourcesPerPage', ResourcesPerPage, 1, 100);
  checkRange('TagsPerPage', TagsPerPage, 100, 500);
  if (TagFilters.some(({ Key }) => Key === undefined)) throw invalidParameter('A filter in TagFilters has no Key');
}

/** What a list of ARNs cannot be together with. */
const alone = ['ResourceTypeFilters', 'TagFilters', 'ResourcesPerPage', 'TagsPerPage', 'PaginationToken'] as const;

function checkRange(member: string, value: number | undefined, least: number, most: number): void {
  if (value !== undefined && (value < least || value > most))
    throw invalidParameter(`${member} is ${value}: it has to be between ${least} and ${most}`);
}
