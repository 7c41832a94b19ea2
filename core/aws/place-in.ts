import type { Place } from './clients.ts';

const places = new Map<string, Place>();

/** A region, asked as the caller: the same for a region always, since clients are kept by place. */
export function placeIn(region: string): Place {
  const place = places.get(region) ?? { region };
  places.set(region, place);
  return place;
}
