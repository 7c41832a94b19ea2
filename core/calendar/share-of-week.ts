import { weekdaysIn } from './weekdays.ts';

/** What comes and goes at times of some days. */
interface Turns {
  /** HH:MM. */
  comes: string;
  goes: string;
  /** As in `mon-fri`. */
  days: string;
}

const [day, week] = [24 * 60, 7 * 24 * 60];

/** How much of a week it is there, of 1: what has gone on the last of its days comes on the first. */
export function shareOfWeek({ comes, goes, days }: Turns): number {
  const turns = [...weekdaysIn(days)]
    .flatMap((weekday) => [
      { at: weekday * day + minutesOf(comes), there: true },
      { at: weekday * day + minutesOf(goes), there: false },
    ])
    .toSorted((a, b) => a.at - b.at);
  const minutes = turns.map(({ at, there }, index) => {
    const next = turns[(index + 1) % turns.length]!;
    return there ? (next.at - at + week) % week : 0;
  });
  return minutes.reduce((sum, one) => sum + one, 0) / week;
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}
