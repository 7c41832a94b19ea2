import { expect, test } from 'vitest';
import type { Definition, Retrier } from '../../../infrastructure/state-machines/definition.ts';
import { retryCopies, unusedPolicies } from '../../../scripts/state-machines/retry-copies.ts';

const policies = {
  FunctionUnavailable: [{ ErrorEquals: ['Lambda.ServiceException', 'Lambda.Unknown'], IntervalSeconds: 2, MaxAttempts: 6 }],
  LeaseSettling: [{ ErrorEquals: ['LeaseSettling'], IntervalSeconds: 30, MaxAttempts: 3 }],
};

function machine(...retry: Retrier[]): Definition {
  return { StartAt: 'CreateHsm', States: { CreateHsm: { Type: 'Task', Retry: retry, End: true } } };
}

const copyOf = (policy: string) => [`CreateHsm: writes out the policy ${policy} of statemachines/retry-policies.json: name it`];

test('a policy that is written out is a copy, whatever the order of its fields and errors', () => {
  const written = { MaxAttempts: 6, ErrorEquals: ['Lambda.Unknown', 'Lambda.ServiceException'], IntervalSeconds: 2 };

  expect(retryCopies(machine(written), policies)).toEqual(copyOf('FunctionUnavailable'));
});

test('a retrier that holds the errors of a policy and more is a copy, however it retries', () => {
  const written = { ErrorEquals: ['Lambda.ServiceException', 'States.Timeout', 'Lambda.Unknown'], MaxAttempts: 1 };

  expect(retryCopies(machine(written), policies)).toEqual(copyOf('FunctionUnavailable'));
});

test('states inside a Map are looked at too', () => {
  const inner = machine({ ErrorEquals: ['LeaseSettling'], MaxAttempts: 3, IntervalSeconds: 30 });
  const each: Definition = { StartAt: 'Each', States: { Each: { Type: 'Map', ItemProcessor: inner, End: true } } };

  expect(retryCopies(each, policies)).toEqual(copyOf('LeaseSettling'));
});

test('a name is no copy, nor is one error that is retried in a way of its own', () => {
  const own = { ErrorEquals: ['LeaseSettling'], IntervalSeconds: 1, MaxAttempts: 100 };

  expect(retryCopies(machine({ ErrorEquals: ['FunctionUnavailable'] }, own), policies)).toEqual([]);
});

test('a policy that no state names is found', () => {
  expect(unusedPolicies([machine({ ErrorEquals: ['LeaseSettling'] })], policies)).toEqual(['FunctionUnavailable']);
});
