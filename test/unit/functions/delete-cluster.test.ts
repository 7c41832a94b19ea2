import { DeleteClusterCommand, DescribeClustersCommand, type Hsm } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/delete-cluster.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { execution, lease, now } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy } from '../record.ts';
import { rejection } from '../service-errors.ts';

const waiting = { awaited: 'deleteCluster' as const, since: now, now, deadlineSeconds: 3600 };
const event = { environment: 'production', lease, clusterId, waiting };
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
