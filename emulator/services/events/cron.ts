/** The six fields of AWS's cron expressions, read: which minutes, hours, days, months and years. All in UTC. */
interface Cron {
  minutes: number[];
  hours: number[];
  months: number[];
  years: number[];
  /** Whether a day of a month (its last day given) is one. */
  day: (date: Date, lastDay: number) => boolean;
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * Reads `minutes hours day-of-month month day-of-week year`; undefined where it is not valid.
 * One of the two day fields must be `?`.
 */
export function parseCron(expression: string): Cron | undefined {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 6) return undefined;
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields.map((field) => field.toUpperCase()) as [string, ...string[]];
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) return undefined;
  const minutes = parseField(minute, 0, 59);
  const hours = parseField(hour!, 0, 23);
  const months = parseField(named(month!, monthNames), 1, 12);
  const years = parseField(year!, 1970, 2199);
  const day = dayOfWeek === '?' ? parseDayOfMonth(dayOfMonth!) : parseDayOfWeek(named(dayOfWeek!, dayNames));
  return minutes && hours && months && years && day ? { minutes, hours, months, years, day } : undefined;
}

/** The first time after `after` that an expression names; undefined where there is none any more. */
export function nextCronTime(cron: Cron, after: Date): Date | undefined {
  const minute = 60_000;
  const from = new Date((Math.floor(after.getTime() / minute) + 1) * minute);
  const lastYear = cron.years.at(-1)!;
  for (let date = startOfDay(from); date.getUTCFullYear() <= lastYear; date = nextDay(date)) {
    if (!cron.years.includes(date.getUTCFullYear()) || !cron.months.includes(date.getUTCMonth() + 1)) continue;
    if (!cron.day(date, lastDayOfMonth(date))) continue;
    for (const hour of cron.hours) {
      for (const minuteOfHour of cron.minutes) {
        const time = new Date(date.getTime() + (hour * 60 + minuteOfHour) * minute);
        if (time >= from) return time;
      }
    }
  }
  return undefined;
}

/** `*`, `a`, `a-b`, `a,b`, and `/step` after any of them. */
function parseField(field: string, lowest: number, highest: number): number[] | undefined {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) return undefined;
    const [, every, first, last, step] = match;
    const from = every ? lowest : Number(first);
    const to = last !== undefined ? Number(last) : every || step ? highest : from;
    const by = step === undefined ? 1 : Number(step);
    if (from < lowest || to > highest || from > to || by === 0) return undefined;
    for (let value = from; value <= to; value += by) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

/** Beside the usual: `L` the last day, `15W` the weekday nearest to the 15th, `LW` the last weekday. */
function parseDayOfMonth(field: string): Cron['day'] | undefined {
  if (field === 'L') return (date, lastDay) => date.getUTCDate() === lastDay;
  if (field === 'LW') return (date, lastDay) => date.getUTCDate() === nearestWeekday(date, lastDay, lastDay);
  const weekday = /^(\d+)W$/.exec(field);
  if (weekday) {
    const wanted = Number(weekday[1]);
    if (wanted < 1 || wanted > 31) return undefined;
    return (date, lastDay) => wanted <= lastDay && date.getUTCDate() === nearestWeekday(date, wanted, lastDay);
  }
  const days = parseField(field, 1, 31);
  return days && ((date) => days.includes(date.getUTCDate()));
}

/** Beside the usual: `L` Saturday, `6L` the month's last Friday, `3#2` its second Tuesday. Sunday is 1. */
function parseDayOfWeek(field: string): Cron['day'] | undefined {
  const dayOf = (date: Date) => date.getUTCDay() + 1;
  if (field === 'L') return (date) => dayOf(date) === 7;
  const last = /^([1-7])L$/.exec(field);
  if (last) return (date, lastDay) => dayOf(date) === Number(last[1]) && date.getUTCDate() > lastDay - 7;
  const nth = /^([1-7])#([1-5])$/.exec(field);
  if (nth) return (date) => dayOf(date) === Number(nth[1]) && Math.ceil(date.getUTCDate() / 7) === Number(nth[2]);
  const days = parseField(field, 1, 7);
  return days && ((date) => days.includes(dayOf(date)));
}

function named(field: string, names: string[]): string {
  return field.replace(/[A-Z]{3}/g, (name) => (names.includes(name) ? String(names.indexOf(name) + 1) : name));
}

/** Never in another month: before the first weekday comes the next one, after the last the one before. */
function nearestWeekday(inMonth: Date, day: number, lastDay: number): number {
  const weekday = new Date(Date.UTC(inMonth.getUTCFullYear(), inMonth.getUTCMonth(), day)).getUTCDay();
  if (weekday === 6) return day > 1 ? day - 1 : day + 2;
  if (weekday === 0) return day < lastDay ? day + 1 : day - 2;
  return day;
}

function startOfDay(date: Date): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
}

function nextDay(date: Date): Date {
  return new Date(date.getTime() + 86_400_000);
}

function lastDayOfMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
