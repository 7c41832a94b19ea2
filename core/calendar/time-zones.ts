/** A day of the calendar, wherever it is. */
interface Day {
  year: number;
  /** From 1. */
  month: number;
  day: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day that it is in a time zone at an instant (milliseconds). */
export function dayIn(timezone: string, instant: number): Day {
  const local = new Date(instant + offset(timezone, instant));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

export function daysLater({ year, month, day }: Day, days: number): Day {
  return dayIn('UTC', Date.UTC(year, month - 1, day + days));
}

/** 0 is Sunday. */
export function weekdayOf({ year, month, day }: Day): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/**
 * When clocks in a time zone show a time of a day, in milliseconds. A time that they show twice, since they are put back, is the first of
 * both; one that they leave out comes as much later as they are put forward.
 *
 * @param time HH:MM
 */
export function instantOf({ year, month, day }: Day, time: string, timezone: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  const shown = Date.UTC(year, month - 1, day, hours, minutes);
  const aDay = 86_400_000;
  const before = shown - offset(timezone, shown - aDay);
  const after = shown - offset(timezone, shown + aDay);
  const real = [before, after].filter((instant) => instant + offset(timezone, instant) === shown);
  return real.length > 0 ? Math.min(...real) : before;
}

/** How far clocks in a time zone are ahead of UTC, in milliseconds. */
function offset(timezone: string, instant: number): number {
  const part = Object.fromEntries(
    formatIn(timezone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - Math.floor(instant / 1000) * 1000;
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const number = 'numeric';
  const known =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: number,
      month: number,
      day: number,
      hour: number,
      minute: number,
      second: number,
    });
  formats.set(timeZone, known);
  return known;
}
