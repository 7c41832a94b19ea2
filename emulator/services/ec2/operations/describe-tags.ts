import type { Operation } from '../../../service/service.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import { typeOf } from '../resource-types.ts';
import type { Ec2Place } from '../state.ts';

interface TagOfResource {
  ResourceId: string;
  ResourceType?: string;
  Key: string;
  Value: string;
}

const filters: FilterValues<TagOfResource> = {
  key: ({ Key }) => [Key],
  value: ({ Value }) => [Value],
  'resource-id': ({ ResourceId }) => [ResourceId],
  'resource-type': ({ ResourceType }) => [ResourceType],
};

export const describeTags: Operation<Request, Ec2Place> = {
  run(input, { place: { ec2 } }) {
    const all = [...ec2.tags.entries()].flatMap(([ResourceId, tags]) =>
      [...tags].map(([Key, Value]): TagOfResource => ({ ResourceId, ResourceType: typeOf(ResourceId), Key, Value })),
    );
    const { page, NextToken } = listing(all, filters, input, ({ Key, Value }) => new Map([[Key, Value]]));
    return { NextToken, Tags: page };
  },
};
