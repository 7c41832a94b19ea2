import { expect, test } from 'vitest';
import { exitCodeOf, exitCodes } from '../../../../core/users/exit-codes.ts';

test('every exit code stands for one error, and 1 for any other', () => {
  expect(new Set(exitCodes.map(({ code }) => code)).size).toBe(exitCodes.length);
  for (const { code, error } of exitCodes) expect(exitCodeOf(error)).toBe(code);
  expect(exitCodeOf('UserTaskFailed')).toBe(1);
});

test('another try follows only where it may help and costs nobody a bad login', () => {
  expect(exitCodes.filter(({ passing }) => passing).map(({ error }) => error)).toEqual([
    'UserMissingOnHsm',
    'HsmUnreachable',
    'ActivationFailed',
    'TransientServiceError',
    'WaitDeadlineExceeded',
  ]);
});
