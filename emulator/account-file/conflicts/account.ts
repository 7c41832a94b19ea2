import type { AccountFile } from '../../kernel/account.ts';
import { homeOf } from '../../kernel/home.ts';
import { type Conflict, ofEach } from './conflict.ts';
import { type Place, placeConflicts } from './place.ts';
import { listing, twice } from './twice.ts';

/** What fields of an account file say against each other, each of them right by itself. */
export function accountConflicts({ places = [], ...own }: AccountFile): Conflict[] {
  const home = { ...own, ...homeOf(own) };
  const { accountId, region } = home;
  const others = places.map((place): Place => ({ accountId, region, ...place }));
  return [
    ...placeConflicts(home),
    ...ofEach('places', others, placeConflicts),
    ...twice(
      [[nameOf(home), []], ...listing(['places'], others, nameOf)],
      'has the account and the region of another one, or of the file itself: give it others',
    ),
  ];
}

function nameOf({ accountId, region }: Place): string {
  return `${accountId}/${region}`;
}
