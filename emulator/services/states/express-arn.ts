import type { Place } from '../../service/place.ts';

/**
 * `express:<machine>:<name>:<id>`: a name may be given again.
 *
 * @param count which execution it is
 */
export function expressArn(place: Place, machineName: string, name: string, count: number): string {
  return place.arn('states', `express:${machineName}:${name}:${place.random.uuid('express-execution', machineName, count)}`);
}
