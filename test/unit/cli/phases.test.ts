import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { Phases } from '../../../cli/follow/phases.ts';
import { Story } from '../../../cli/follow/story.ts';

const run = 'arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-dev-provision:run';
const body = 'arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-body-dev-provision:child';

const task = (Comment: string, more: object = {}) => ({ Type: 'Task', Comment, ...more });
const story = new Story(
  JSON.stringify({
    StartAt: 'CreateCluster',
    States: {
      CreateCluster: task('Creating the cluster.', { Next: 'CheckCluster' }),
      CheckCluster: task('Looks once.', { Arguments: { Payload: { waiting: { awaited: 'createCluster' } } }, Next: 'Both' }),
      RunBody: task('Doing the work.', { Resource: 'arn:aws:states:::states:startExecution.sync:2', Next: 'Publish' }),
      Both: {
        Type: 'Parallel',
        Comment: 'Neither waits for the other.',
        Branches: [
          { StartAt: 'CheckBackup', States: { CheckBackup: task('Checking the backup.', { End: true }) } },
          {
            StartAt: 'ConnectKeyStore',
            States: {
              ConnectKeyStore: task('Connecting the key store.', { Next: 'Keys' }),
              Keys: {
                Type: 'Map',
                Comment: 'All keys.',
                ItemProcessor: { StartAt: 'ProveKey', States: { ProveKey: task('Proving the keys.', { End: true }) } },
                End: true,
              },
            },
          },
        ],
        Next: 'Publish',
      },
      Publish: task('Reading the outcome.', { End: true }),
    },
  }),
);

let phases: Phases;
let id: number;

beforeEach(() => {
  phases = new Phases();
  id = 0;
});

/** The next event, some seconds after the start; it follows the one before it, if no other is named. Returns its id. */
function happens(type: string, details: Partial<HistoryEvent> = {}, { at = id, after = id, of = run } = {}): number {
  id++;
  phases.take({ id, type: type as HistoryEventType, previousEventId: after, timestamp: new Date(at * 1000), ...details }, of, story);
  return id;
}

const enters = (name: string, where = {}, type = 'Task') => happens(`${type}StateEntered`, { stateEnteredEventDetails: { name } }, where);
const exits = (name: string, where = {}, type = 'Task') => happens(`${type}StateExited`, { stateExitedEventDetails: { name } }, where);

/** What each phase says, and when it began and ended. */
const told = () =>
  phases.all.map(({ words, begunAt, endedAt }) => [words, begunAt / 1000, endedAt === undefined ? undefined : endedAt / 1000]);

test('a phase goes on while the checks of its wait look, and ends when another begins', () => {
  enters('CreateCluster', { at: 0 });
  exits('CreateCluster', { at: 1 });
  enters('CheckCluster', { at: 1 });
  exits('CheckCluster', { at: 2 });
  enters('CheckCluster', { at: 122 });

  expect(told()).toEqual([['creating the cluster', 0, undefined]]);
  expect(phases.all[0]).toMatchObject({ usually: 'usually 2 to 4 minutes', failed: false });

  enters('Publish', { at: 200 });

  expect(told()).toEqual([
    ['creating the cluster', 0, 200],
    ['reading the outcome', 200, undefined],
  ]);
});

test('what is pending in one branch is not done because another goes on', () => {
  enters('Both', { at: 0 }, 'Parallel');
  const started = happens('ParallelStateStarted', {}, { at: 0 });
  const backup = enters('CheckBackup', { at: 0, after: started });
  const connecting = enters('ConnectKeyStore', { at: 0, after: started });
  const connected = exits('ConnectKeyStore', { at: 50, after: connecting });
  const keys = enters('Keys', { at: 50, after: connected }, 'Map');
  const map = happens('MapStateStarted', {}, { at: 50, after: keys });
  const items = [0, 1].map((index) =>
    happens('MapIterationStarted', { mapIterationStartedEventDetails: { name: 'Keys', index } }, { at: 50, after: map }),
  );
  const proving = items.map((item) => enters('ProveKey', { at: 51, after: item }));
  exits('ProveKey', { at: 60, after: proving[0] });

  expect(told()).toEqual([
    ['checking the backup', 0, undefined],
    ['connecting the key store', 0, 50],
    ['proving the keys', 51, undefined],
  ]);

  const last = exits('ProveKey', { at: 70, after: proving[1] });
  exits('Keys', { at: 70, after: last }, 'Map');
  const done = exits('CheckBackup', { at: 90, after: backup });

  expect(told().map(([, , end]) => end)).toEqual([90, 50, 70]);

  const both = exits('Both', { at: 90, after: done }, 'Parallel');
  enters('Publish', { at: 90, after: both });

  expect(phases.current.map(({ words }) => words)).toEqual(['reading the outcome']);
});

test('what another execution does is told by that one', () => {
  const running = enters('RunBody', { at: 0 });
  enters('CreateCluster', { at: 1, of: body, after: 0 });

  expect(phases.current.map(({ words, machine }) => [words, machine])).toEqual([
    ['creating the cluster', 'cloudhsm-lifecycle-body-dev-provision'],
  ]);

  happens('ExecutionSucceeded', {}, { at: 9, of: body });
  exits('RunBody', { at: 9, after: running });

  expect(told()).toEqual([['creating the cluster', 1, 9]]);
  expect(phases.all[0]?.failed).toBe(false);
});

test('tells what the last check saw, and how long it usually takes', () => {
  const parameters = JSON.stringify({ Payload: { waiting: { awaited: 'createHsm' } } });
  const output = JSON.stringify({ Payload: { seen: '2 of 3 HSMs active' } });
  enters('Publish');
  happens('TaskScheduled', { taskScheduledEventDetails: { resourceType: 'lambda', resource: 'invoke', region: '', parameters } });
  happens('TaskSucceeded', { taskSucceededEventDetails: { resourceType: 'lambda', resource: 'invoke', output } });

  expect(phases.current).toMatchObject([{ seen: '2 of 3 HSMs active', usually: 'usually 5 to 10 minutes' }]);

  const decided = JSON.stringify({ Payload: { awaited: 'connectKeyStore' } });
  happens('TaskSucceeded', { taskSucceededEventDetails: { resourceType: 'lambda', resource: 'invoke', output: decided } });

  expect(phases.current).toMatchObject([{ seen: undefined, usually: 'usually 5 to 20 minutes' }]);
});

test('an error that is tried again is told and forgotten, and is no failure', () => {
  const scheduled = () =>
    happens('TaskScheduled', { taskScheduledEventDetails: { resourceType: 'lambda', resource: 'invoke', region: '', parameters: '{}' } });
  enters('CreateCluster');
  scheduled();
  happens('TaskFailed', { taskFailedEventDetails: { resourceType: 'lambda', resource: 'invoke', error: 'TransientServiceError' } });

  expect(phases.current).toMatchObject([{ seen: 'TransientServiceError: it is tried again', failed: false }]);

  scheduled();
  happens('TaskSucceeded', { taskSucceededEventDetails: { resourceType: 'lambda', resource: 'invoke', output: '{"Payload":null}' } });
  exits('CreateCluster');
  enters('Publish');

  expect(phases.all[0]).toMatchObject({ failed: false, seen: undefined });
});

test('a phase whose state fails for good has failed, and so has everything that an execution leaves unfinished', () => {
  enters('CreateCluster');
  happens('TaskFailed', { taskFailedEventDetails: { resourceType: 'lambda', resource: 'invoke', error: 'ClusterAmbiguous' } });
  exits('CreateCluster');
  enters('Publish');

  expect(phases.all.map(({ failed }) => failed)).toEqual([true, false]);

  happens('ExecutionAborted');

  expect(phases.all.map(({ failed }) => failed)).toEqual([true, true]);
  expect(phases.current).toEqual([]);
});
