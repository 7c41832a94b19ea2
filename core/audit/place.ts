import type { Place } from '../aws/clients.ts';
import { type AuditPlace, placeName } from './facts/facts.ts';

const places = new Map<string, Place>();

/** Where a place's clients ask: the same object for the same place, since clients are kept by it. */
export function clientPlace(place: AuditPlace): Place {
  const key = `${placeName(place)} ${place.roleArn ?? ''}`;
  const known = places.get(key) ?? { region: place.region };
  places.set(key, known);
  return known;
}
