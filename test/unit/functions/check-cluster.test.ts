import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/check-cluster.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { context } from '../lambda-context.ts';
import { rejection, serverFault } from '../service-errors.ts';

const waiting = { awaited: 'createCluster' as const, since: '2026-01-01T00:00:00Z', now: '2026-01-01T00:00:00Z', deadlineSeconds: 3600 };
const event = { clusterId, ready: ['UNINITIALIZED', 'ACTIVE'], pending: ['CREATE_IN_PROGRESS'], waiting };

beforeEach(() => {
  cloudhsm.reset();
});

test('is ready in a state that is waited for, and tells what the next steps need', async () => {
  const Hsms = [describedHsm(1), describedHsm(2, { State: 'DELETED' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'UNINITIALIZED', Hsms })] });

  expect(await handler(event, context)).toEqual({
    ready: true,
    pending: false,
    waitSeconds: 0,
    pace: 1,
    state: 'UNINITIALIZED',
    securityGroupId: 'sg-0c1c1c1c1c1c1c1c1',
    availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    liveHsms: ['hsm-aaaaaaaaaa1'],
  });
  expect(cloudhsm.commandCalls(DescribeClustersCommand)[0]!.args[0].input).toEqual({ Filters: { clusterIds: [clusterId] } });
});

test('goes on waiting in a state on the way there, and says how long', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'CREATE_IN_PROGRESS' })] });

  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true, waitSeconds: 120 });
});

test.each([
  ['DEGRADED', 'ClusterDegraded'],
  ['ROLLBACK_IN_PROGRESS', 'ClusterDegraded'],
  ['DELETE_IN_PROGRESS', 'ClusterStateUnexpected'],
] as const)('%s ends the wait with %s', async (State, name) => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State, StateMessage: 'something broke' })] });

  await expect(handler(event, context)).rejects.toMatchObject({
    name,
    details: {
      to: clusterId,
      problem: `its state is ${State} (something broke)`,
      remedy: expect.stringContaining('start the workflow again'),
    },
  });
});

test('a state that is news to us is an error, not a wait', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'HIBERNATING' as 'ACTIVE' })] });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'ClusterStateUnexpected' });
});

test('gives up after the deadline', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'CREATE_IN_PROGRESS' })] });
  const late = { ...waiting, now: '2026-01-01T01:00:01Z' };

  await expect(handler({ ...event, waiting: late }, context)).rejects.toMatchObject({
    name: 'WaitDeadlineExceeded',
    details: { doing: 'waiting for createCluster', to: clusterId, problem: expect.stringContaining('3601 s') },
  });
});

test.each([
  ['no cluster', { Clusters: [] }],
  ['a deleted one', { Clusters: [describedCluster({ State: 'DELETED' })] }],
])('%s under the id is ClusterMissing', async (_, answer) => {
  cloudhsm.on(DescribeClustersCommand).resolves(answer);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'ClusterMissing', details: { to: clusterId } });
});

test('the password in a description never leaves the function', async () => {
  const described = { ...describedCluster(), PreCoPassword: 'precious-secret' };
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [described] });

  expect(JSON.stringify(await handler(event, context))).not.toContain('precious-secret');
});

test.each([
  ['TransientServiceError', serverFault()],
  ['TransientServiceError', rejection('ThrottlingException')],
  ['AccessDenied', rejection('CloudHsmAccessDeniedException')],
])('has AWS errors sorted: %s', async (name, error) => {
  cloudhsm.on(DescribeClustersCommand).rejects(error);

  await expect(handler(event, context)).rejects.toMatchObject({ name });
});
