import { shareOfWeek } from '../calendar/share-of-week.ts';
import type { Environment } from '../environment/environment.ts';

/**
 * How many HSMs are billed in the mean of a month: those that stand, or, where the file parks them by the clock, those that come back for as
 * much of the week as they do.
 */
export function hsmsOfMonth(standing: number, file: Pick<Environment, 'hsmCount' | 'parking'> | undefined): number {
  if (!file?.parking) return standing;
  const { at, until, days } = file.parking;
  return Math.max(standing, file.hsmCount) * shareOfWeek({ comes: until, goes: at, days });
}
