import { expect, test } from 'vitest';
import { creationToken } from '../../../../core/credentials/creation-token.ts';
import { execution, otherExecution } from '../../executions.ts';

test('is the same for the same run and secret, and another for any other', () => {
  const token = creationToken(execution, 'dev/production/admin');

  expect(creationToken(execution, 'dev/production/admin')).toBe(token);
  expect(creationToken(otherExecution, 'dev/production/admin')).not.toBe(token);
  expect(creationToken(execution, 'dev/production/kmsuser')).not.toBe(token);
});

test('is what Secrets Manager takes for a token: 32 to 64 characters', () => {
  expect(creationToken(execution, 'dev/production/admin')).toMatch(/^[0-9a-f]{64}$/);
});
