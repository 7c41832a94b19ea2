import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { EventsPlace } from '../state.ts';
import type { Tag } from '../tags.ts';

interface OnResource {
  ResourceARN: string;
}

/** @throws AwsError ResourceNotFoundException, ValidationException */
export const tagResource: Operation<OnResource & { Tags: Tag[] }, EventsPlace> = {
  resources: onResource,
  run({ ResourceARN, Tags }, { place }) {
    checkTagged(place, ResourceARN);
    place.events.tags.put(ResourceARN, Tags);
    return {};
  },
};

/** @throws AwsError ResourceNotFoundException, ValidationException */
export const untagResource: Operation<OnResource & { TagKeys: string[] }, EventsPlace> = {
  resources: onResource,
  run({ ResourceARN, TagKeys }, { place }) {
    checkTagged(place, ResourceARN);
    place.events.tags.remove(ResourceARN, TagKeys);
    return {};
  },
};

/** @throws AwsError ResourceNotFoundException, ValidationException */
export const listTagsForResource: Operation<OnResource, EventsPlace> = {
  resources: onResource,
  run({ ResourceARN }, { place }) {
    checkTagged(place, ResourceARN);
    return { Tags: [...place.events.tags.of(ResourceARN)].map(([Key, Value]) => ({ Key, Value })) };
  },
};

function onResource({ ResourceARN }: OnResource): string[] {
  return [ResourceARN];
}

/** That it is a rule or a bus, and there. */
function checkTagged(place: EventsPlace, arn: string): void {
  const [, kind, name = ''] = /^(rule|event-bus)\/(.+)$/.exec(arn.startsWith(place.arn('events', '')) ? arn.split(':')[5]! : '') ?? [];
  if (!kind) throw new AwsError('ValidationException', `${arn} is no rule or event bus of this account and region.`);
  const [last, bus] = name.split('/').reverse() as [string, string | undefined];
  if (kind === 'rule') place.events.rules.get(last, bus);
  else place.events.buses.get(name);
}
