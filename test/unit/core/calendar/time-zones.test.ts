import { expect, test } from 'vitest';
import { isTimeZone } from '../../../../core/calendar/is-time-zone.ts';
import { nearestTimeZone } from '../../../../core/calendar/nearest-time-zone.ts';
import { dayIn, daysLater, instantOf, weekdayOf } from '../../../../core/calendar/time-zones.ts';
import { weekdaysIn, weekdaysPattern } from '../../../../core/calendar/weekdays.ts';

const at = (date: string, time: string, timezone: string) => {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return new Date(instantOf({ year, month, day }, time, timezone)).toISOString();
};

test('a time of day is an instant by the time zone, in winter and in summer', () => {
  expect(at('2026-01-15', '20:00', 'Europe/Berlin')).toBe('2026-01-15T19:00:00.000Z');
  expect(at('2026-07-15', '20:00', 'Europe/Berlin')).toBe('2026-07-15T18:00:00.000Z');
  expect(at('2026-07-15', '20:00', 'Asia/Kathmandu')).toBe('2026-07-15T14:15:00.000Z');
  expect(at('2026-07-15', '20:00', 'UTC')).toBe('2026-07-15T20:00:00.000Z');
});

test('a time that clocks leave out comes as much later as they are put forward', () => {
  expect(at('2026-03-08', '01:59', 'America/New_York')).toBe('2026-03-08T06:59:00.000Z');
  expect(at('2026-03-08', '02:00', 'America/New_York')).toBe('2026-03-08T07:00:00.000Z');
  expect(at('2026-03-08', '02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
  expect(at('2026-03-08', '03:00', 'America/New_York')).toBe('2026-03-08T07:00:00.000Z');
});

test('of a time that clocks show twice, the first counts', () => {
  expect(at('2026-11-01', '00:59', 'America/New_York')).toBe('2026-11-01T04:59:00.000Z');
  expect(at('2026-11-01', '01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
  expect(at('2026-11-01', '02:00', 'America/New_York')).toBe('2026-11-01T07:00:00.000Z');
  // by half an hour
  expect(at('2026-04-05', '01:45', 'Australia/Lord_Howe')).toBe('2026-04-04T14:45:00.000Z');
});

test('the day differs by the place, and days go on over the end of a year', () => {
  const instant = Date.parse('2026-12-31T23:30:00Z');
  expect(dayIn('Europe/Berlin', instant)).toEqual({ year: 2027, month: 1, day: 1 });
  expect(dayIn('America/New_York', instant)).toEqual({ year: 2026, month: 12, day: 31 });
  expect(daysLater({ year: 2026, month: 12, day: 31 }, 1)).toEqual({ year: 2027, month: 1, day: 1 });
  expect(weekdayOf({ year: 2026, month: 1, day: 5 })).toBe(1);
});

test('a time zone that there is not is known, and the nearest one', () => {
  expect(['Europe/Berlin', 'UTC', 'US/Eastern'].every(isTimeZone)).toBe(true);
  expect(isTimeZone('Europe/Berln')).toBe(false);
  expect(nearestTimeZone('Europe/Berln')).toBe('Europe/Berlin');
});

test('days of the week are spans and lists, over the end of the week too', () => {
  expect([...weekdaysIn('mon-fri')]).toEqual([1, 2, 3, 4, 5]);
  expect([...weekdaysIn('fri-mon')]).toEqual([5, 6, 0, 1]);
  expect([...weekdaysIn('mon,wed,fri-sat')]).toEqual([1, 3, 5, 6]);
  expect(['mon', 'mon-sun', 'sun-thu,sat'].every((text) => weekdaysPattern.test(text))).toBe(true);
  expect(['', 'monday', 'mon-', 'mon-tue-wed', 'mon, tue', 'Mon'].some((text) => weekdaysPattern.test(text))).toBe(false);
});
