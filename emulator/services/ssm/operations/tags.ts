import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findParameter } from '../find-parameter.ts';
import { checkTags, type Tag } from '../parameter-tags.ts';
import { onParameter } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

interface OnResource {
  ResourceType: string;
  ResourceId: string;
}

/** @throws AwsError InvalidResourceId, InvalidResourceType, TooManyTagsError */
export const addTagsToResource: Operation<OnResource & { Tags: Tag[] }, SsmPlace> = {
  resources: onResource,
  run({ Tags, ...on }, { place }) {
    const [held, tags] = tagged(place, on);
    place.ssm.parameterTags.set(held, checkTags(tags, Tags));
    return {};
  },
};

/** @throws AwsError InvalidResourceId, InvalidResourceType */
export const removeTagsFromResource: Operation<OnResource & { TagKeys: string[] }, SsmPlace> = {
  resources: onResource,
  run({ TagKeys, ...on }, { place }) {
    const [held, tags] = tagged(place, on);
    place.ssm.parameterTags.set(held, Object.fromEntries(Object.entries(tags).filter(([key]) => !TagKeys.includes(key))));
    return {};
  },
};

/** @throws AwsError InvalidResourceId, InvalidResourceType */
export const listTagsForResource: Operation<OnResource, SsmPlace> = {
  resources: onResource,
  run(on, { place }) {
    const [, tags] = tagged(place, on);
    return { TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  },
};

function onResource({ ResourceType, ResourceId }: OnResource, place: SsmPlace): string[] {
  return [ResourceType === 'Parameter' ? onParameter(place, ResourceId) : place.arn('ssm', `${ResourceType.toLowerCase()}/${ResourceId}`)];
}

function tagged(place: SsmPlace, { ResourceType, ResourceId }: OnResource): [string, Record<string, string>] {
  if (ResourceType !== 'Parameter')
    throw new AwsError('InvalidResourceType', `Tags of the type ${ResourceType}: not emulated; docs/api-coverage.md lists what is`);
  const held = findParameter(place, ResourceId)?.held;
  if (held === undefined)
    throw new AwsError('InvalidResourceId', 'The resource ID is not valid. Verify that you entered the correct ID and try again.');
  return [held, place.ssm.parameterTags.get(held) ?? {}];
}
