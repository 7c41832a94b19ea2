import { expect, test } from 'vitest';
import { learnedPace, nextWait } from '../../../../core/waiting/next-wait.ts';
import { type Awaited, usualDurations } from '../../../../core/waiting/usual-durations.ts';

const all = Object.keys(usualDurations) as Awaited[];

/** Every look of a wait that ends after `duration` seconds: [elapsed seconds, …]. */
function looks(awaited: Awaited, duration: number, pace = 1): number[] {
  const at = [0];
  while (at.at(-1)! < duration) at.push(at.at(-1)! + nextWait(awaited, at.at(-1)!, pace).waitSeconds);
  return at;
}

test('sleeps through the time in which nothing is to be expected', () => {
  expect(nextWait('createHsm', 0)).toEqual({ waitSeconds: 300 });
  expect(nextWait('createHsm', 299.5)).toEqual({ waitSeconds: 1 });
});

test('looks often while completion is likely', () => {
  expect(nextWait('createHsm', 300)).toEqual({ waitSeconds: 12 });
  expect(nextWait('createHsm', 600)).toEqual({ waitSeconds: 12 });
});

test('looks ever less often after the usual time', () => {
  expect(nextWait('createHsm', 1000)).toEqual({ waitSeconds: 36 });
  expect(nextWait('createHsm', 3000)).toEqual({ waitSeconds: 108 });
});

test('follows the pace of the day', () => {
  expect(nextWait('createHsm', 0, 2)).toEqual({ waitSeconds: 540 });
  expect(nextWait('createHsm', 1000, 2)).toEqual({ waitSeconds: 24 });
});

test.each(all)('waits whole seconds, at least one: %s', (awaited) => {
  for (const pace of [1, 1.37, 4]) {
    for (let elapsed = 0; elapsed < 4000; elapsed += 7) {
      const { waitSeconds } = nextWait(awaited, elapsed, pace);
      expect(Number.isInteger(waitSeconds) && waitSeconds >= 1).toBe(true);
    }
  }
});

test.each(all)('sees the end soon after it came, in few looks: %s', (awaited) => {
  const { shortest, longest, step } = usualDurations[awaited];
  for (const duration of [shortest, (shortest + longest) / 2, longest]) {
    const at = looks(awaited, duration);
    expect(at.at(-1)! - duration).toBeLessThanOrEqual(step);
    expect(at.length).toBeLessThan(4 + (longest - shortest) / step);
  }
});

test('an hour of waiting takes few looks', () => {
  expect(looks('createHsm', 3600).length).toBeLessThan(80);
});

test('learns from a wait how slow AWS is today', () => {
  expect(learnedPace('createHsm', 610)).toBe(1);
  expect(learnedPace('createHsm', 900)).toBe(2.12);
  expect(learnedPace('createHsm', 900, 1.7)).toBe(1.97);
});

test.each([
  ['a wait that was joined half-way', 0, 1, 1],
  ['one odd wait', 100_000, 1, 4],
  ['a day that gets better', 450, 4, 2.09],
])('is not misled by %s', (_, elapsed, known, pace) => {
  expect(learnedPace('createHsm', elapsed, known)).toBe(pace);
});
