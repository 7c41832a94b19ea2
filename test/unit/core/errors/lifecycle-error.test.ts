import { expect, test } from 'vitest';
import { errorNames } from '../../../../core/errors/error-table.ts';
import { LifecycleError, splitRemedy, withRemedy } from '../../../../core/errors/lifecycle-error.ts';
import { allStates } from '../../../../infrastructure/state-machines/definition.ts';
import { expandedDefinitions } from '../../../../infrastructure/state-machines/retry-policies.ts';

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

test('every name of ours that a state machine matches on is in the list', () => {
  const machines = [...expandedDefinitions().values()];
  const matched = machines
    .flatMap(allStates)
    .flatMap(([, { Retry = [], Catch = [] }]) => [...Retry, ...Catch].flatMap(({ ErrorEquals }) => ErrorEquals));
  const texts = machines.map((machine) => JSON.stringify(machine));
  const thrownByAsl = texts.flatMap((text) => [...text.matchAll(/"failure":\{"Error":"(\w+)"/g)].map(([, name]) => name!));

  const ours = new Set([...matched.filter((name) => /^[A-Za-z]+$/.test(name)), ...thrownByAsl]);

  expect(ours.size).toBeGreaterThan(3);
  expect([...ours].filter((name) => !errorNames.includes(name as never))).toEqual([]);
});
