import { nearest } from '../nearest.ts';

/** The time zone whose name is most like one that there is not; undefined where none is. */
export function nearestTimeZone(name: string): string | undefined {
  return nearest(name, ['UTC', ...Intl.supportedValuesOf('timeZone')]);
}
