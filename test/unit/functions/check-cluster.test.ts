import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/check-cluster.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { context } from '../lambda-context.ts';
import { rejection, serverFault } from '../service-errors.ts';

const waiting = { awaited: 'createCluster' as const, since: '2026-01-01T00:00:00Z', now: '2026-01-01T00:00:00Z', deadlineSeconds: 3600 };
const event = { clusterId, until: 'created' as const, waiting };

beforeEach(() => {
  cloudhsm.reset();
});

test('is ready at the stage that is waited for, and tells what the next steps need', async () => {
  const SubnetMapping = { 'us-east-1c': 'subnet-c', 'us-east-1a': 'subnet-a', 'us-east-1b': 'subnet-b' };
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'UNINITIALIZED', SubnetMapping })] });

  expect(await handler(event, context)).toEqual({
    ready: true,
    pending: false,
    waitSeconds: 0,
    pace: 1,
    state: 'UNINITIALIZED',
    availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  });
  expect(cloudhsm.commandCalls(DescribeClustersCommand)[0]!.args[0].input).toEqual({ Filters: { clusterIds: [clusterId] } });
});

test('goes on waiting in a state on the way there, and says how long', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'CREATE_IN_PROGRESS' })] });

  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true, waitSeconds: 120 });
});

test.each([
  ['initialized', 'INITIALIZED', true],
  ['initialized', 'ACTIVE', true],
  ['initialized', 'INITIALIZE_IN_PROGRESS', false],
  ['activated', 'ACTIVE', true],
  ['activated', 'INITIALIZED', false],
  ['activated', 'MODIFY_IN_PROGRESS', false],
] as const)('until %s, %s is ready: %s', async (until, State, ready) => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: State as 'ACTIVE' })] });

  expect(await handler({ ...event, until }, context)).toMatchObject({ ready, pending: !ready, state: State });
});

test.each([
  ['DEGRADED', 'ClusterDegraded'],
  ['ROLLBACK_IN_PROGRESS', 'ClusterDegraded'],
  ['DELETE_IN_PROGRESS', 'ClusterStateUnexpected'],
] as const)('%s ends the wait with %s', async (State, name) => {
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [describedCluster({ State: State as 'ACTIVE', StateMessage: 'something broke' })] });

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

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'ClusterStateUnexpected',
    details: { problem: 'its state is HIBERNATING' },
  });
});

test('gives up after the deadline', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'CREATE_IN_PROGRESS' })] });
  const late = { ...waiting, now: '2026-01-01T01:00:01Z' };

  await expect(handler({ ...event, waiting: late }, context)).rejects.toMatchObject({
    name: 'WaitDeadlineExceeded',
    details: { doing: 'waiting for the cluster', to: clusterId, problem: expect.stringContaining('3601 s') },
  });
});

test.each([
  ['no cluster', { Clusters: [] }],
  ['a deleted one', { Clusters: [describedCluster({ State: 'DELETED' })] }],
])('%s under the id is looked for again: this run has found or made it', async (_, answer) => {
  cloudhsm.on(DescribeClustersCommand).resolves(answer);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: clusterId } });
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
