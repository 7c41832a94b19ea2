import { expect, test } from 'vitest';
import { shareOfWeek } from '../../../../core/calendar/share-of-week.ts';

test.each([
  ['every night', { comes: '08:00', goes: '20:00', days: 'mon-sun' }, 7 * 12],
  ['every night and over the weekend', { comes: '07:00', goes: '20:00', days: 'mon-fri' }, 5 * 13],
  ['by day', { comes: '20:00', goes: '08:00', days: 'mon-sun' }, 7 * 12],
  // from Sunday evening to Monday morning, and from Monday evening to Sunday morning
  ['by day, on two days', { comes: '18:00', goes: '06:00', days: 'sun,mon' }, 12 + 5 * 24 + 12],
  ['all week but for one evening', { comes: '21:00', goes: '20:30', days: 'wed' }, 167.5],
])('what is gone %s', (_, turns, hours) => {
  expect(shareOfWeek(turns) * 168).toBeCloseTo(hours);
});
