import {
  DeleteBackupCommand,
  DeleteClusterCommand,
  DeleteHsmCommand,
  DescribeBackupsCommand,
  DescribeClustersCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { doneBy } from '../../../core/record/create-notes.ts';
import { handler } from '../../../functions/remove-drill.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { execution, lease, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, store } from '../record.ts';
import { rejection } from '../service-errors.ts';

const drill = { ...lease, intent: 'drill' };
const waiting = (seconds = 0) => ({
  awaited: 'deleteHsm' as const,
  since: '2026-01-05T09:00:00.000Z',
  now: new Date(Date.UTC(2026, 0, 5, 9, 0, seconds)).toISOString(),
  deadlineSeconds: 7200,
  pace: 1,
});
const run = (seconds?: number) => handler({ environment: 'production', lease: drill, waiting: waiting(seconds) }, context);
const ofDrill = [
  { Key: 'cloudhsm-lifecycle:drill', Value: 'production' },
  { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
];

function standing(changes: Parameters<typeof describedCluster>[0] = {}, backups: object[] = []): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ TagList: ofDrill, Hsms: [], ...changes })] });
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: backups } as never);
}

const sent = () =>
  cloudhsm
    .calls()
    .map(({ args }) => args[0])
    .filter((command) =>
      [DeleteHsmCommand, TagResourceCommand, DeleteBackupCommand, DeleteClusterCommand].some((kind) => command instanceof kind),
    )
    .map(({ input }) => input);

beforeEach(() => {
  cloudhsm.reset();
  emptyRecord();
  store('lease#drill', { intent: 'drill', hash: lease.hash, holder: execution, since: '2026-01-05T09:00:00.000Z', createdBy: execution });
});

test('HSMs go first, then the backups that were made of them, then the cluster', async () => {
  standing({ Hsms: [describedHsm(1)] });
  expect(await run()).toMatchObject({ ready: false, pending: true });
  expect(sent()).toEqual([{ ClusterId: clusterId, HsmId: 'hsm-aaaaaaaaaa1' }]);

  cloudhsm.reset();
  standing({}, [
    { BackupId: 'backup-1', BackupState: 'READY' },
    { BackupId: 'backup-2', BackupState: 'CREATE_IN_PROGRESS' },
    { BackupId: 'backup-3', BackupState: 'PENDING_DELETION' },
  ]);
  expect(await run()).toMatchObject({ ready: false, seen: `${clusterId}, backup-2, backup-1 left` });
  // it stays for a week, and says whose it was
  expect(sent()).toEqual([{ ResourceId: 'backup-1', TagList: ofDrill }, { BackupId: 'backup-1' }]);

  cloudhsm.reset();
  standing({}, [{ BackupId: 'backup-3', BackupState: 'PENDING_DELETION' }]);
  expect(await run()).toMatchObject({ ready: false });
  expect(sent()).toEqual([{ ClusterId: clusterId }]);

  cloudhsm.reset();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  expect(await run()).toMatchObject({ ready: true, seen: 'nothing left' });
});

test.each([
  ['an environment', [{ Key: 'cloudhsm-lifecycle:environment', Value: 'production' }, ofDrill[1]!]],
  ['an environment that carries both tags', [{ Key: 'cloudhsm-lifecycle:environment', Value: 'production' }, ...ofDrill]],
  ["another environment's drill", [{ Key: 'cloudhsm-lifecycle:drill', Value: 'staging' }, ofDrill[1]!]],
  ["another stage's drill", [ofDrill[0]!, { Key: 'cloudhsm-lifecycle:stage', Value: 'prod' }]],
  ['nobody of ours', []],
])('the cluster of %s is left alone', async (_, TagList) => {
  standing({ TagList, Hsms: [describedHsm(1)] });
  expect(await run()).toMatchObject({ ready: true });
  expect(sent()).toEqual([]);
});

test('what is being made, goes already, or cannot go yet, is looked at again', async () => {
  standing({ Hsms: [describedHsm(1, { State: 'CREATE_IN_PROGRESS' }), describedHsm(2, { State: 'DELETE_IN_PROGRESS' })] });
  expect(await run()).toMatchObject({ ready: false });
  expect(sent()).toEqual([]);

  standing({ State: 'DEGRADED', Hsms: [describedHsm(1)] });
  cloudhsm.on(DeleteHsmCommand).rejects(rejection('CloudHsmInvalidRequestException'));
  expect(await run()).toMatchObject({ ready: false });
});

test('what does not go in two hours is an error with a name', async () => {
  standing({ Hsms: [describedHsm(1, { State: 'DELETE_IN_PROGRESS' })] });
  await expect(run(7201)).rejects.toMatchObject({ name: 'WaitDeadlineExceeded', details: { to: clusterId } });
});

test('nothing is removed once another execution holds the lease of drills; that of the environment does not count', async () => {
  standing({ Hsms: [describedHsm(1)] });
  store('lease', { intent: 'scale', hash: 'bb22', holder: otherExecution, since: '2026-01-05T09:00:00.000Z' });
  expect(await run()).toMatchObject({ ready: false });
  expect(sent()).toHaveLength(1);

  store('lease#drill', { holder: otherExecution });
  await expect(run()).rejects.toMatchObject({ name: 'LeaseHeld' });
  expect(sent()).toHaveLength(1);
});

test('its clusters are listed as removed', async () => {
  standing({ Hsms: [describedHsm(1)] });
  await run();
  expect((await doneBy(drill)).removed).toEqual([clusterId]);
});

test('nothing is asked of a cluster that CloudHSM is at work on', async () => {
  standing({ State: 'MODIFY_IN_PROGRESS' as 'ACTIVE', Hsms: [describedHsm(1)] });
  expect(await run()).toMatchObject({ ready: false, pending: true, seen: `${clusterId}, hsm-aaaaaaaaaa1 left` });
  expect(sent()).toEqual([]);
});

test('where the lease is lost on the way, the next cluster is left alone', async () => {
  const Clusters = ['cluster-aaaaaaaaaaa', 'cluster-bbbbbbbbbbb'].map((ClusterId) =>
    describedCluster({ ClusterId, TagList: ofDrill, Hsms: [describedHsm(1, { ClusterId })] }),
  );
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters });
  cloudhsm.on(DeleteHsmCommand).callsFake(() => store('lease#drill', { holder: otherExecution, createdBy: otherExecution }));

  await expect(run()).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(sent()).toEqual([{ ClusterId: clusterId, HsmId: 'hsm-aaaaaaaaaa1' }]);
});

test('who may not remove it is told at once', async () => {
  standing({ Hsms: [describedHsm(1)] });
  cloudhsm.on(DeleteHsmCommand).rejects(rejection('CloudHsmAccessDeniedException'));
  await expect(run()).rejects.toMatchObject({
    name: 'AccessDenied',
    details: { doing: 'removing what the drill has made', to: clusterId },
  });
});
