import { expect, test } from 'vitest';
import { executionName } from '../../../cli/execution-name.ts';

test('an execution is called by its environment', () => {
  expect(executionName('production', 'scale', '1')).toBe('production-1');
});

test.each(['', '../x', 'Bad Name', 'x'.repeat(200)])('what is no name of an environment names no execution: %j', (environment) => {
  expect(executionName(environment, 'scale', '1')).toBe('scale-1');
});
