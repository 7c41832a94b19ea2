import { expect, test } from 'vitest';
import type { Definition, Retrier, State } from '../../../../infrastructure/state-machines/definition.ts';
import { expandRetries, readRetryPolicies } from '../../../../infrastructure/state-machines/retry-policies.ts';

const unavailable: Retrier = { ErrorEquals: ['Lambda.ServiceException', 'States.Timeout'], IntervalSeconds: 2, MaxAttempts: 6 };
const nameTaken: Retrier = { ErrorEquals: ['StepFunctions.ExecutionAlreadyExistsException'], IntervalSeconds: 1, MaxAttempts: 2 };
const policies = {
  FunctionUnavailable: [unavailable],
  ChildNotStarted: [nameTaken, { ErrorEquals: ['StepFunctions.ThrottlingException'] }],
};

function task(...retry: Retrier[]): State {
  return { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Retry: retry, End: true };
}

function machine(state: State): Definition {
  return { StartAt: 'CreateHsm', States: { CreateHsm: state } };
}

test('a retrier that is nothing but a name becomes the policy of that name, in its place', () => {
  const own: Retrier = { ErrorEquals: ['ClusterBusy'], IntervalSeconds: 15, MaxAttempts: 40 };

  const expanded = expandRetries(machine(task(own, { ErrorEquals: ['FunctionUnavailable'] })), policies, 'scale');

  expect(expanded.States.CreateHsm!.Retry).toEqual([own, unavailable]);
});

test('a policy of several retriers keeps their order', () => {
  const expanded = expandRetries(machine(task({ ErrorEquals: ['ChildNotStarted'] })), policies, 'scale');

  expect(expanded.States.CreateHsm!.Retry).toEqual(policies.ChildNotStarted);
});

test('a retrier that says more than a name stays as it is, whatever it names', () => {
  const written = { ErrorEquals: ['FunctionUnavailable'], MaxAttempts: 1 };

  expect(expandRetries(machine(task(written)), policies, 'scale').States.CreateHsm!.Retry).toEqual([written]);
});

test('states inside a Map that is inside a branch are expanded too', () => {
  const inner = machine(task({ ErrorEquals: ['FunctionUnavailable'] }));
  const map: State = { Type: 'Map', ItemProcessor: inner, End: true };
  const parallel: State = { Type: 'Parallel', Branches: [{ StartAt: 'Each HSM', States: { 'Each HSM': map } }], End: true };

  const expanded = expandRetries({ StartAt: 'Create the HSMs', States: { 'Create the HSMs': parallel } }, policies, 'scale');

  const reached = expanded.States['Create the HSMs']!.Branches![0]!.States['Each HSM']!.ItemProcessor!.States.CreateHsm!;
  expect(reached.Retry).toEqual([unavailable]);
});

test('a name that no policy has is refused by file and state, with the names that there are', () => {
  const inner: State = { Type: 'Map', ItemProcessor: machine(task({ ErrorEquals: ['FunctionUnavailible'] })), End: true };

  const expand = () => expandRetries({ StartAt: 'Each', States: { Each: inner } }, policies, 'bodies/scale');

  expect(expand).toThrow(
    'statemachines/bodies/scale.asl.json: CreateHsm: Retry names FunctionUnavailible, which statemachines/retry-policies.json does not ' +
      'have; it has FunctionUnavailable, ChildNotStarted. Name one of them, or write the retrier out',
  );
});

test('a name that every object has is no policy', () => {
  expect(() => expandRetries(machine(task({ ErrorEquals: ['constructor'] })), policies, 'scale')).toThrow(/Retry names constructor/);
});

test('the definition that is expanded stays as it was', () => {
  const definition = machine(task({ ErrorEquals: ['FunctionUnavailable'] }));

  expandRetries(definition, policies, 'scale');

  expect(definition.States.CreateHsm!.Retry).toEqual([{ ErrorEquals: ['FunctionUnavailable'] }]);
});

test('a job that timed out is not tried again: the old one may still run', () => {
  const { TaskNotStarted, ChildNotStarted } = readRetryPolicies();

  const retried = [...TaskNotStarted!, ...ChildNotStarted!].flatMap(({ ErrorEquals }) => ErrorEquals);
  expect(retried).not.toContain('States.Timeout');
  expect(retried).not.toContain('States.ALL');
});

test('a function that Lambda cannot run is tried ten times more within ten minutes, at moments of chance', () => {
  const [{ IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds, JitterStrategy }] = readRetryPolicies().FunctionUnavailable as [
    Required<Retrier>,
  ];
  const waits = Array.from({ length: MaxAttempts }, (_, retry) => Math.min(IntervalSeconds * BackoffRate ** retry, MaxDelaySeconds));

  expect(waits).toHaveLength(10);
  expect(waits.reduce((sum, seconds) => sum + seconds)).toBeLessThanOrEqual(600);
  expect(JitterStrategy).toBe('FULL');
});
