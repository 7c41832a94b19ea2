import { DeleteClusterCommand, DescribeClustersCommand, type Hsm } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { doneBy } from '../../../core/record/create-notes.ts';
import { handler } from '../../../functions/delete-cluster.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy } from '../record.ts';
import { rejection } from '../service-errors.ts';

const waiting = { awaited: 'deleteCluster' as const, since: now, now, deadlineSeconds: 3600 };
const event = { environment: 'production', lease, clusterId, waiting };
const asked = () => cloudhsm.commandCalls(DeleteClusterCommand).map(({ args }) => args[0].input.ClusterId);
const longAfter = { ...event, waiting: { ...waiting, now: new Date(Date.parse(now) + 900_000).toISOString() } };

function clusterIs(State: string, ...Hsms: Hsm[]): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: State as 'ACTIVE', Hsms })] });
}

/** CloudHSM refuses, since the cluster has become this after the look. */
function refusedAs(State: string, ...Hsms: Hsm[]): void {
  clusterIs('ACTIVE');
  cloudhsm.on(DeleteClusterCommand).callsFake(() => {
    clusterIs(State, ...Hsms);
    throw rejection('CloudHsmInvalidRequestException');
  });
}

beforeEach(() => {
  cloudhsm.reset();
  cloudhsm.on(DeleteClusterCommand).resolves({});
  emptyRecord();
  leaseHeldBy(execution);
});

test.each<[string, () => void]>([
  ['somebody has begun to change', () => refusedAs('MODIFY_IN_PROGRESS')],
  ['somebody has made an HSM in', () => refusedAs('ACTIVE', describedHsm(1, { State: 'CREATE_IN_PROGRESS' }))],
])('a cluster that %s since it was looked at is looked at again', async (_, happens) => {
  happens();
  expect(await handler(longAfter, context)).toMatchObject({ ready: false, pending: true });
});

test('an old look at a cluster that goes already is followed by another one, which may be as old', async () => {
  refusedAs('ACTIVE');
  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true });
});

test('what CloudHSM refuses of a cluster that stands as it was seen, for longer than a look is old, is final', async () => {
  refusedAs('ACTIVE');
  await expect(handler(longAfter, context)).rejects.toMatchObject({ name: 'RequestRejected' });
});

test('a cluster without HSMs is asked to go, and is listed as removed only when it is gone', async () => {
  clusterIs('ACTIVE', describedHsm(1, { State: 'DELETED' }));
  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true });
  expect(asked()).toEqual([clusterId]);
  expect((await doneBy(lease)).removed).toEqual([]);

  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  expect(await handler(event, context)).toMatchObject({ ready: true });
  expect((await doneBy(lease)).removed).toEqual([clusterId]);
});

test.each<[string, () => void]>([
  ['goes already', () => clusterIs('DELETE_IN_PROGRESS')],
  ['somebody changes', () => clusterIs('MODIFY_IN_PROGRESS')],
  [
    'has an HSM that goes',
    () => clusterIs('ACTIVE', describedHsm(1, { State: 'DELETED' }), describedHsm(2, { State: 'DELETE_IN_PROGRESS' })),
  ],
])('nothing is asked of one that %s', async (_, is) => {
  is();
  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true });
  expect(asked()).toEqual([]);
});

test('a cluster that is not the environment’s is left alone', async () => {
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [describedCluster({ tags: { 'cloudhsm-lifecycle:environment': 'another' } })] });
  await expect(handler(event, context)).rejects.toMatchObject({ name: 'ClusterMissing', details: { doing: 'deleting the cluster' } });
  expect(asked()).toEqual([]);
});

test('nothing is deleted while another execution holds the lease', async () => {
  clusterIs('ACTIVE');
  leaseHeldBy(otherExecution);
  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(asked()).toEqual([]);
});

test('one that is gone when it is asked to go is looked at again', async () => {
  clusterIs('ACTIVE');
  cloudhsm.on(DeleteClusterCommand).rejects(rejection('CloudHsmResourceNotFoundException'));
  expect(await handler(longAfter, context)).toMatchObject({ ready: false, pending: true });
});

test('who may not delete it is told at once', async () => {
  clusterIs('ACTIVE');
  cloudhsm.on(DeleteClusterCommand).rejects(rejection('CloudHsmAccessDeniedException'));
  await expect(handler(event, context)).rejects.toMatchObject({ name: 'AccessDenied' });
});
