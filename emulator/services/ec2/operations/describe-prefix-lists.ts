import type { Operation } from '../../../service/service.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import { type PrefixList, prefixLists } from '../prefix-lists.ts';
import type { Ec2Place } from '../state.ts';

const filters: FilterValues<PrefixList> = { 'prefix-list-id': ({ id }) => [id], 'prefix-list-name': ({ name }) => [name] };

/** AWS's own. @throws AwsError InvalidPrefixListId.NotFound */
export const describePrefixLists: Operation<Request & { PrefixListIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    const lists = prefixLists(place, input.PrefixListIds);
    const { page, NextToken } = listing(lists, filters, input);
    return { NextToken, PrefixLists: page.map(({ id, name, cidrs }) => ({ PrefixListId: id, PrefixListName: name, Cidrs: cidrs })) };
  },
};
