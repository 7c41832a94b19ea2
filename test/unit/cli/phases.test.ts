import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeState } from '../../../cli/follow/phases.ts';
import { readDefinitions, type State } from '../../../infrastructure/state-machines/definition.ts';

/** The states of a machine, those of branches and items included, each with the name of the state around it. */
function statesOf(states: Record<string, State>, within?: string): { name: string; type: string; within: string | undefined }[] {
  return Object.entries(states).flatMap(([name, { Type, Branches = [], ItemProcessor }]) => [
    { name, type: Type, within },
    ...Branches.flatMap((branch) => statesOf(branch.States, within)),
    ...(ItemProcessor ? statesOf(ItemProcessor.States, name) : []),
  ]);
}

const states = [...readDefinitions()]
  .filter(([file]) => file !== 'report-failure') // runs after the workflow: nobody watches it
  .flatMap(([, { States }]) => statesOf(States));

/** What is over in a moment and says nothing to people. */
const bookkeeping = [
  'AcquireLease',
  'RunBody', // its states are shown
  'AnnounceWaiting',
  'ReleaseLease (waiting)',
  'NotifyWaiting',
  'PlanHsms',
  'AnnounceOutcome',
  'NotifyOutcome',
  'ReleaseLease',
  'ExplainFailure (removal)',
];

test('every task that does something has a phase, or stands in a state that has one', () => {
  const working = states.filter(({ name, type }) => type === 'Task' && !/^Check/.test(name) && !bookkeeping.includes(name));

  const silent = working.filter(({ name, within }) => !describeState(name) && !describeState(within ?? ''));

  expect(working.length).toBeGreaterThan(12);
  expect(silent).toEqual([]);
});

test('every phase is a state that some machine has', () => {
  const source = readFileSync(new URL('../../../cli/follow/phases.ts', import.meta.url), 'utf8');
  const described = [...source.matchAll(/^ {2}(?:'([^']+)'|(\w+)): \{ says/gm)].map(([, quoted, plain]) => quoted ?? plain!);

  expect(described.length).toBeGreaterThan(12);
  expect(described.filter((name) => describeState(name) === undefined)).toEqual([]);
  expect(described.filter((name) => !states.some((state) => state.name === name))).toEqual([]);
});

test.each([
  ['CreateHsm', 'creating HSMs (usually 5 to 10 minutes)'],
  ['IssueCertificate', 'having the CSR signed (usually seconds)'],
  ['VerifyHardware', 'verifying the hardware identity'],
  ['Cluster ready?', undefined],
  ['constructor', undefined],
])('%s means %j', (name, says) => {
  expect(describeState(name)).toBe(says);
});
