import { expect, test } from 'vitest';
import { failed } from '../../../cli/summary/document.ts';
import { exitCodeOf } from '../../../cli/summary/verdict.ts';
import { succeeded } from './documents.ts';

test.each([
  ['InvalidEnvironment', 2],
  ['ClusterMismatch', 2],
  ['KeyStoreNameTaken', 2],
  ['LeaseHeld', 3],
  ['LeaseLost', 3],
  ['LeaseSettling', 3],
  ['RequestOutdated', 3],
  ['AccessDenied', 3],
  ['ClusterDegraded', 1],
  ['TIMED_OUT', 1],
])('%s ends with exit code %i', (name, exitCode) => {
  expect(exitCodeOf(failed('production', 'provision', { name, message: '', remedy: '' }))).toBe(exitCode);
});

test('a success, and a run that goes on elsewhere, end with 0', () => {
  expect(exitCodeOf(succeeded())).toBe(0);
  expect(exitCodeOf(succeeded({ outcome: 'ALREADY_RUNNING' }))).toBe(0);
});
