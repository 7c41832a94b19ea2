import { closest } from 'fastest-levenshtein';

/** The time zone whose name is most like one that there is not. */
export function nearestTimeZone(name: string): string {
  return closest(name, ['UTC', ...Intl.supportedValuesOf('timeZone')]);
}
