import type { Operation } from '../../../service/service.ts';
import { changeTags } from '../change-tags.ts';
import type { TaggingPlace } from '../needs.ts';

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_TagResources.html. @throws AwsError InvalidParameterException */
export const tagResources: Operation<{ ResourceARNList: string[]; Tags: Record<string, string> }, TaggingPlace> = {
  run: ({ ResourceARNList, Tags }, { place, caller }) => changeTags(place, caller, ResourceARNList, { tags: Tags }),
};

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_UntagResources.html. @throws AwsError InvalidParameterException */
export const untagResources: Operation<{ ResourceARNList: string[]; TagKeys: string[] }, TaggingPlace> = {
  run: ({ ResourceARNList, TagKeys }, { place, caller }) => changeTags(place, caller, ResourceARNList, { keys: TagKeys }),
};
