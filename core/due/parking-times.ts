import { dayIn, daysLater, instantOf, weekdayOf } from '../calendar/time-zones.ts';
import { weekdaysIn } from '../calendar/weekdays.ts';
import type { Environment } from '../environment/environment.ts';

type ParkingTimes = NonNullable<Environment['parking']>;

/** What a parking schedule last said, and when. */
interface ParkingTurn {
  turn: 'park' | 'come back';
  /** Milliseconds. */
  at: number;
}

/** A week, the day that it began on, and a day that has begun elsewhere. */
const daysToLookAt = 9;

/**
 * The newest turn of a schedule until now: those before it count no more, whether they were carried out or missed.
 *
 * @param now milliseconds
 */
export function newestTurn({ at, until, days, timezone }: ParkingTimes, now: number): ParkingTurn {
  const wanted = weekdaysIn(days);
  const today = dayIn(timezone, now);
  const turns = Array.from({ length: daysToLookAt }, (_, back) => daysLater(today, 1 - back))
    .filter((day) => wanted.has(weekdayOf(day)))
    .flatMap((day): ParkingTurn[] => [
      { turn: 'park', at: instantOf(day, at, timezone) },
      { turn: 'come back', at: instantOf(day, until, timezone) },
    ]);
  return turns.filter((turn) => turn.at <= now).reduce((newest, turn) => (turn.at > newest.at ? turn : newest));
}
