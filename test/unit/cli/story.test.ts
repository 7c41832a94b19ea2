import { expect, test } from 'vitest';
import { Story, usualTime } from '../../../cli/follow/story.ts';
import { readDefinitions } from '../../../infrastructure/state-machines/definition.ts';

interface State {
  Type: string;
  Next?: string;
  Default?: string;
  Choices?: { Next: string }[];
  Branches?: Definition[];
}

interface Definition {
  StartAt: string;
  States: Record<string, unknown>;
}

const check = (awaited: string) => ({ Payload: { waiting: { awaited, deadlineSeconds: 3600 } } });
const child = 'arn:aws:states:us-east-1:123456789012:stateMachine:cloudhsm-lifecycle-body-dev-scale';

/** A machine that waits in a loop, may take a detour, starts another and may fail. */
const story = new Story(
  JSON.stringify({
    StartAt: 'CreateCluster',
    States: {
      CreateCluster: {
        Type: 'Task',
        Comment: 'Finding or creating the cluster: it is known by its tag. One only.',
        Catch: [{ Next: 'Explain' }],
        Next: 'CheckCluster',
      },
      CheckCluster: { Type: 'Task', Comment: 'Looks once.', Arguments: check('createCluster'), Next: 'Ready?' },
      'Ready?': { Type: 'Choice', Choices: [{ Next: 'Scale' }, { Next: 'Wait' }, { Next: 'WaitForPeople' }], Default: 'Failed' },
      Wait: { Type: 'Wait', Comment: 'Waiting takes minutes.', Next: 'CheckCluster' },
      WaitForPeople: { Type: 'Task', Comment: 'Waiting for people.', Next: 'CheckCluster' },
      Scale: {
        Type: 'Task',
        Comment: 'Spreading the HSMs.',
        Resource: 'arn:aws:states:::states:startExecution.sync:2',
        Arguments: { StateMachineArn: child },
        Next: 'Both',
      },
      Both: {
        Type: 'Parallel',
        Comment: 'Neither waits for the other.',
        Branches: [
          {
            StartAt: 'CheckBackup',
            States: { CheckBackup: { Type: 'Task', Comment: 'Checking the backup.', Arguments: check('createBackup'), End: true } },
          },
          {
            StartAt: 'Keys',
            States: {
              Keys: {
                Type: 'Map',
                Comment: 'Proving the keys: each.',
                ItemProcessor: { StartAt: 'Prove', States: { Prove: { Type: 'Task', Comment: 'Encrypts.', End: true } } },
                End: true,
              },
            },
          },
        ],
        Next: 'Publish',
      },
      Publish: { Type: 'Task', Comment: 'Reading the outcome: as it stands.', End: true },
      Explain: { Type: 'Task', Comment: 'Finding out why it failed.', Next: 'Failed' },
      Failed: { Type: 'Fail', Comment: 'Failing.' },
    },
  }),
);

test.each([
  ['up to the first colon', 'CreateCluster', 'finding or creating the cluster'],
  ['up to the first full stop', 'CheckBackup', 'checking the backup'],
  ['of a map, which tells what its items do', 'Keys', 'proving the keys'],
])("tells a state's Comment, %s", (_, name, words) => {
  expect(story.words(name)).toBe(words);
});

test.each([
  ['a check that goes on with what was told before it', 'CheckCluster'],
  ['a state that only waits', 'Wait'],
  ['a state that only decides', 'Ready?'],
  ['a parallel of branches that tell themselves', 'Both'],
])('has no words for %s', (_, name) => {
  expect(story.words(name)).toBeUndefined();
});

test('says how long AWS usually takes for what a check awaits, of the phase that the check goes on with', () => {
  expect(story.usually('finding or creating the cluster')).toBe('usually 2 to 4 minutes');
  expect(story.usually('checking the backup')).toBe('usually 1 to 3 minutes');
  expect(story.usually('reading the outcome')).toBeUndefined();
});

test.each([
  ['issueCertificate', 'usually seconds'],
  ['disconnectKeyStore', 'usually up to a minute'],
  ['runCommand', 'usually up to 2 minutes'],
] as const)('says of %s that it takes %s', (awaited, words) => {
  expect(usualTime(awaited)).toBe(words);
});

test('outlines a run without detours and failures, in order, and where another machine comes in', () => {
  expect(story.outline()).toEqual([
    { words: 'finding or creating the cluster' },
    { machine: child },
    { words: 'checking the backup' },
    { words: 'proving the keys' },
    { words: 'reading the outcome' },
  ]);
});

const machines = [...readDefinitions()].filter(([name]) => name !== 'report-failure'); // which nobody watches

test.each(machines)('%s tells something wherever it waits or works, but for a moment', (_, definition) => {
  const told = new Story(JSON.stringify(definition));
  const silent: string[] = [];
  /** Follows every way once, with what was told last; a branch, an item or what comes after them begin with nothing told. */
  const walk = ({ States, StartAt }: Definition, name = StartAt, words: string | undefined = undefined, seen = new Set<string>()) => {
    const state = States[name] as State | undefined;
    if (!state || seen.has(`${name} ${words}`)) return;
    seen.add(`${name} ${words}`);
    const now = told.startsAnother(name) ? 'told there' : (told.words(name) ?? (state.Type === 'Parallel' ? undefined : words));
    if (state.Type === 'Wait' && !now) silent.push(name);
    for (const branch of state.Branches ?? []) walk(branch);
    for (const next of [state.Next, state.Default, ...(state.Choices ?? []).map(({ Next }) => Next)])
      if (next) walk({ States, StartAt }, next, now, seen);
  };
  walk(definition as unknown as Definition);

  expect(silent).toEqual([]);
});

test('knows where a branch ends, and what another execution tells', () => {
  expect(['CheckBackup', 'Publish', 'Failed', 'CreateCluster'].filter((name) => story.endsWith(name))).toEqual([
    'CheckBackup',
    'Publish',
    'Failed',
  ]);
  expect(['Scale', 'Publish'].filter((name) => story.startsAnother(name))).toEqual(['Scale']);
});

test.each([
  ['may not be read', undefined],
  ['tells nothing', '{"States":{"CreateCluster":{"Type":"Task","Comment":"Creates it."}}}'],
])('a definition that %s leaves the names of its states', (_, definition) => {
  const unknown = new Story(definition);

  expect(unknown.words('CreateCluster')).toBe('create cluster');
  expect(unknown.usually('create cluster')).toBeUndefined();
  expect(unknown.outline()).toEqual([]);
});
