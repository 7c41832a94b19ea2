import { expect, test } from 'vitest';
import { failureKind, failureKinds } from '../../../../core/errors/failure-kinds.ts';

test.each([
  ['InvalidEnvironment', 'FAILED', 'bad input'],
  ['LeaseHeld', 'FAILED', 'held'],
  ['HsmDegraded', 'FAILED', 'domain'],
  ['States.Runtime', 'FAILED', 'unexplained'],
  ['', 'TIMED_OUT', 'unexplained'],
  ['', 'ABORTED', 'stopped'],
])('%s of a run that is %s is %s', (error, status, kind) => {
  expect(failureKind(error, status)).toBe(kind);
});

test('a file at fault, a second start and a person who stops a run wake nobody', () => {
  const silent = Object.entries(failureKinds).flatMap(([kind, { alarm }]) => (alarm ? [] : [kind]));

  expect(silent).toEqual(['bad input', 'held', 'stopped']);
});
