import { expect, test } from 'vitest';
import { errorNames } from '../../../../core/errors/error-table.ts';
import { boundedCause, LifecycleError, splitRemedy, withRemedy } from '../../../../core/errors/lifecycle-error.ts';
import { allStates, readDefinitions } from '../../../../infrastructure/state-machines/definition.ts';
import { expandRetries, readRetryPolicies } from '../../../../infrastructure/state-machines/retry-policies.ts';

const details = { doing: 'creating the cluster', to: 'environment production', problem: 'no subnet', remedy: 'add one' };

test('says what was being done, to what, what was wrong and what to do', () => {
  const error = new LifecycleError('RequestRejected', details);

  expect(error.name).toBe('RequestRejected');
  expect(error.message).toBe('Creating the cluster (environment production): no subnet Remedy: add one');
});

test('its message can be taken apart again', () => {
  expect(splitRemedy(new LifecycleError('RequestRejected', details).message)).toEqual({
    message: 'Creating the cluster (environment production): no subnet',
    remedy: 'add one',
  });
});

test('a text without a remedy has none', () => {
  expect(splitRemedy('socket hang up')).toEqual({ message: 'socket hang up', remedy: '' });
});

test('gets a remedy only where it has none', () => {
  const { message } = new LifecycleError('RequestRejected', details);

  expect(withRemedy(message, 'start again')).toBe(message);
  expect(splitRemedy(withRemedy('socket hang up', 'start again'))).toEqual({ message: 'socket hang up', remedy: 'start again' });
});

test('a cause of usual length stays as it is', () => {
  const { message } = new LifecycleError('RequestRejected', details);

  expect(boundedCause(message)).toBe(message);
});

test('of a cause that is too long for Step Functions, the remedy stays whole and the rest is cut', () => {
  const bounded = splitRemedy(boundedCause(`${'x'.repeat(40_000)} Remedy: add one`));

  expect(bounded.remedy).toBe('add one');
  expect(bounded.message).toMatch(/^x+ …$/);
  expect(bounded.message.length).toBeLessThan(12_000);
});

test('a remedy without end is cut, too', () => {
  expect(boundedCause(`no subnet Remedy: ${'y'.repeat(40_000)}`).length).toBeLessThan(32_768);
});

test('every name of ours that a state machine matches on is in the list', () => {
  const machines = [...readDefinitions()].map(([name, definition]) => expandRetries(definition, readRetryPolicies(), name));
  const matched = machines
    .flatMap(allStates)
    .flatMap(([, { Retry = [], Catch = [] }]) => [...Retry, ...Catch].flatMap(({ ErrorEquals }) => ErrorEquals));
  const texts = machines.map((machine) => JSON.stringify(machine));
  const thrownByAsl = texts.flatMap((text) => [...text.matchAll(/"failure":\{"Error":"(\w+)"/g)].map(([, name]) => name!));

  const ours = new Set([...matched.filter((name) => /^[A-Za-z]+$/.test(name)), ...thrownByAsl]);

  expect(ours.size).toBeGreaterThan(3);
  expect([...ours].filter((name) => !errorNames.includes(name as never))).toEqual([]);
});
