import { assumedRole } from '../aws/assume-role.ts';
import type { Place } from '../aws/clients.ts';
import { type AuditPlace, placeName } from './facts/facts.ts';
import { externalId } from './targets.ts';

const places = new Map<string, Place>();

/** Where a place's clients ask, and as whom: the same object for the same place, since clients are kept by it. */
export function clientPlace(place: AuditPlace): Place {
  const { region, roleArn } = place;
  const key = `${placeName(place)} ${roleArn ?? ''}`;
  const known = places.get(key) ?? { region, ...(roleArn && { credentials: assumedRole(roleArn, externalId) }) };
  places.set(key, known);
  return known;
}
