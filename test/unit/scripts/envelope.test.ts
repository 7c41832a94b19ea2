import { expect, test } from 'vitest';
import type { Block, Definition, State } from '../../../infrastructure/state-machines/definition.ts';
import { envelopeFaults } from '../../../scripts/state-machines/envelope.ts';

const done: State = { Type: 'Succeed' };
const toEnd: State = { Type: 'Task', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }], End: true };
const run = machine({ AcquireLease: { Type: 'Task', End: true }, Failed: { Type: 'Fail' }, PublishOutcome: toEnd });

function machine(states: Record<string, State>): Definition {
  return { StartAt: 'Done', States: { ...states, Done: done } };
}

function faults(files: Record<string, Definition>): string[] {
  return envelopeFaults(new Map(Object.entries({ run, ...files })));
}

test('the envelope takes the lease, catches everything and fails; a body of each intent does its work', () => {
  expect(faults({ 'bodies/scale': machine({}), 'report-failure': machine({ NotifyFailure: toEnd }) })).toEqual([]);
});

test('the lease is taken nowhere else', () => {
  expect(faults({ 'bodies/scale': machine({ 'AcquireLease (again)': { Type: 'Task', End: true } }) })).toEqual([
    'bodies/scale: names AcquireLease: the lease is for run alone to take',
  ]);
});

test('a body neither fails in a state of its own nor catches everything', () => {
  expect(faults({ 'bodies/scale': machine({ Failed: { Type: 'Fail' }, CreateHsm: toEnd }) })).toEqual([
    'bodies/scale: Failed: a body has no Fail: the state that fails is to be seen',
    'bodies/scale: CreateHsm: a body catches no States.ALL: the entry says why it failed',
  ]);
});

test('a branch of a body may catch everything and return it', () => {
  const branch: Block = { StartAt: 'CheckBackup', States: { CheckBackup: toEnd, Done: done } };

  expect(faults({ 'bodies/scale': machine({ Both: { Type: 'Parallel', Branches: [branch], End: true } }) })).toEqual([]);
});
