import type { Service } from '../../service/service.ts';
import type { TaggingPlace } from './needs.ts';
import { getResources } from './operations/get-resources.ts';
import { tagResources, untagResources } from './operations/tag-resources.ts';
import { getTagKeys, getTagValues } from './operations/tags-in-use.ts';

/** The Resource Groups Tagging API: the tags of whatever has some, whichever service has it. */
export const resourceGroupsTagging: Service<TaggingPlace> = {
  model: 'resourcegroupstaggingapi',
  iamPrefix: 'tag',
  invalid: 'InvalidParameterException',
  operations: {
    GetResources: getResources,
    GetTagKeys: getTagKeys,
    GetTagValues: getTagValues,
    TagResources: tagResources,
    UntagResources: untagResources,
  },
};
