import type { Operation } from '../../../service/service.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import { type PrefixList, prefixLists } from '../prefix-lists.ts';
import type { Ec2Place } from '../state.ts';

const filters: FilterValues<PrefixList> = {
  'owner-id': () => ['AWS'],
  'prefix-list-id': ({ id }) => [id],
  'prefix-list-name': ({ name }) => [name],
};

/** AWS's own. @throws AwsError InvalidPrefixListId.NotFound */
export const describeManagedPrefixLists: Operation<Request & { PrefixListIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    const lists = prefixLists(place, input.PrefixListIds);
    const { page, NextToken } = listing(lists, filters, input, ({ id }) => place.ec2.tags.of(id));
    return {
      NextToken,
      PrefixLists: page.map(({ id, name }) => ({
        PrefixListId: id,
        PrefixListName: name,
        PrefixListArn: `arn:${place.partition}:ec2:${place.region}:aws:prefix-list/${id}`,
        AddressFamily: 'IPv4',
        State: 'create-complete',
        OwnerId: 'AWS',
        Tags: place.ec2.tags.shown(id),
      })),
    };
  },
};
