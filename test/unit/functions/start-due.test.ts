import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { GetItemCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { logger } from '../../../core/log.ts';
import { handler } from '../../../functions/start-due.ts';
import { cloudhsm, dynamodb, sfn } from '../aws.ts';
import { describedCluster } from '../clusters.ts';
import { environment } from '../environments.ts';
import { context } from '../lambda-context.ts';
import { rejection } from '../service-errors.ts';

const time = '2026-01-06T09:00:00Z';
const backups = { drillEveryDays: 1 };

function recorded(name: string, file: object, more: object = {}) {
  return {
    environment: { S: name },
    item: { S: 'file' },
    file: { S: JSON.stringify({ ...environment(), name, ...file }) },
    requestedAt: { S: '2026-01-05T09:00:00Z' },
    clusterId: { S: 'cluster-abcdefghijk' },
    ...more,
  };
}

beforeEach(() => {
  process.env.ENVIRONMENTS_TABLE = 'environments';
  process.env.ENTRY_PREFIX = 'arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-dev-';
  for (const client of [cloudhsm, dynamodb, sfn]) client.reset();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  dynamodb.on(GetItemCommand).resolves({});
  dynamodb.on(UpdateItemCommand).resolves({});
  sfn.on(StartExecutionCommand).resolves({});
});

const started = () => sfn.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input);
const noted = () => dynamodb.commandCalls(UpdateItemCommand).map(({ args }) => args[0].input.Key?.environment?.S);

test('reads the record by pages and calls nothing else where nothing is due', async () => {
  dynamodb
    .on(ScanCommand)
    .resolvesOnce({ Items: [recorded('one', {})], LastEvaluatedKey: { environment: { S: 'one' } } })
    .resolves({ Items: [recorded('two', { backups: { drillEveryDays: 2 } }, { item: { S: 'file' } })] });

  expect(await handler({ time }, context)).toEqual({ looked: 2, started: [] });
  expect(dynamodb.commandCalls(ScanCommand)).toHaveLength(2);
  // the schedule of two is seen for the first time
  expect(noted()).toEqual(['two']);
  expect(started()).toEqual([]);
});

test.each(['UNINITIALIZED', 'INITIALIZED'])(
  'starts nothing on an environment that is still being made, as while people sign: %s',
  async (State) => {
    dynamodb.on(ScanCommand).resolves({ Items: [recorded('one', { backups })] });
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: State as 'INITIALIZED' })] });

    expect(await handler({ time }, context)).toEqual({ looked: 1, started: [] });
    expect(started()).toEqual([]);
  },
);

test('starts what is due, under a name that says for when, and notes it', async () => {
  dynamodb.on(ScanCommand).resolves({ Items: [recorded('one', { backups })] });

  expect(await handler({ time }, context)).toEqual({ looked: 1, started: ['one drill'] });
  expect(started()).toEqual([
    {
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:cloudhsm-lifecycle-dev-drill',
      name: 'due-one-drill-20260106T090000000Z',
      input: '{"environment":"one"}',
    },
  ]);
  expect(noted()).toEqual(['one']);
});

test('what was started already, and not noted, is noted', async () => {
  dynamodb.on(ScanCommand).resolves({ Items: [recorded('one', { backups })] });
  sfn.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: 'it exists', $metadata: {} }));

  expect(await handler({ time }, context)).toMatchObject({ started: ['one drill'] });
  expect(noted()).toEqual(['one']);
});

test('a start that fails keeps no other from its own, and is not noted', async () => {
  dynamodb.on(ScanCommand).resolves({ Items: [recorded('one', { backups }), recorded('two', { backups })] });
  sfn.on(StartExecutionCommand).rejectsOnce(rejection('ThrottlingException', 'slow down')).resolves({});

  await expect(handler({ time }, context)).rejects.toMatchObject({
    name: 'TransientServiceError',
    details: { doing: 'starting what is due', to: 'environment one', problem: 'ThrottlingException: slow down' },
  });
  expect(started()).toHaveLength(2);
  expect(noted()).toEqual(['two']);
});

test('looks at nothing that is torn down, was never provisioned, or has a file of another version', async () => {
  const gone = recorded('gone', { backups }, { tornDownAt: { S: '2026-01-05T10:00:00Z' } });
  const { clusterId: _none, ...never } = recorded('never', { backups });
  const strange = recorded('strange', { version: 2 });
  dynamodb.on(ScanCommand).resolves({ Items: [gone, never, strange] });

  expect(await handler({ time }, context)).toEqual({ looked: 0, started: [] });
});

test('of what was torn down and came up again the schedules begin anew', async () => {
  const again = recorded('one', { backups }, { requestedAt: { S: '2026-01-06T08:00:00Z' }, tornDownAt: { S: '2026-01-05T10:00:00Z' } });
  const drill = { M: { asked: { S: '1' }, since: { S: '2026-01-01T09:00:00Z' } } };
  dynamodb.on(ScanCommand).resolves({ Items: [again, { environment: { S: 'one' }, item: { S: 'schedules' }, drill }] });

  expect(await handler({ time }, context)).toEqual({ looked: 1, started: [] });
  expect(noted()).toEqual(['one']);
});

test('a start that fails is counted for the alarms, each by its kind: no run fails that would tell people', async () => {
  dynamodb.on(ScanCommand).resolves({ Items: [recorded('one', { backups }), recorded('two', { backups })] });
  sfn.on(StartExecutionCommand).rejectsOnce(rejection('AccessDeniedException')).rejects(rejection('ThrottlingException'));
  const info = vi.spyOn(logger, 'info').mockImplementation(() => {});
  onTestFinished(() => info.mockRestore());

  await expect(handler({ time }, context)).rejects.toMatchObject({ name: 'AccessDenied' });

  expect(info.mock.calls).toMatchObject([
    ['A run did not succeed', { FailedRuns: 1, Kind: 'refused' }],
    ['A run did not succeed', { FailedRuns: 1, Kind: 'transient' }],
  ]);
});

test('where the cluster is not shown, what is due starts: the run says what is wrong', async () => {
  dynamodb.on(ScanCommand).resolves({ Items: [recorded('one', { backups })] });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });

  expect(await handler({ time }, context)).toMatchObject({ started: ['one drill'] });
});
