import { DeleteClusterCommand, DeleteHsmCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/remove-created.ts';
import { cloudhsm, dynamodb } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { context } from '../lambda-context.ts';
import { execution, lease, leaseHeldBy, otherExecution } from '../leases.ts';

const event = { lease };

/** The environment's cluster, created by this run and never initialized unless told. */
function standing(changes: Parameters<typeof describedCluster>[0] = {}): void {
  const tags = { 'cloudhsm-lifecycle:execution': execution };
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'UNINITIALIZED', tags, ...changes })] });
}

const deletedHsms = () => cloudhsm.commandCalls(DeleteHsmCommand).map(({ args }) => args[0].input);
const deletedClusters = () => cloudhsm.commandCalls(DeleteClusterCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  cloudhsm.reset();
  leaseHeldBy(execution);
});

test('deletes the HSM first: a cluster is deleted only when it is empty', async () => {
  standing({ Hsms: [describedHsm(1)] });

  expect(await handler(event, context)).toEqual({ remaining: 2 });
  expect(deletedHsms()).toEqual([{ ClusterId: clusterId, HsmId: 'hsm-aaaaaaaaaa1' }]);
  expect(deletedClusters()).toEqual([]);
});

test('waits for an HSM that is being deleted', async () => {
  standing({ Hsms: [describedHsm(1, { State: 'DELETE_IN_PROGRESS' })] });

  expect(await handler(event, context)).toEqual({ remaining: 1 });
  expect(deletedHsms()).toEqual([]);
  expect(deletedClusters()).toEqual([]);
});

test('deletes the cluster once it is empty', async () => {
  standing({ Hsms: [describedHsm(1, { State: 'DELETED' })] });

  expect(await handler(event, context)).toEqual({ remaining: 1 });
  expect(deletedClusters()).toEqual([{ ClusterId: clusterId }]);
});

test('checks the lease before it deletes', async () => {
  standing({ Hsms: [describedHsm(1)] });

  await handler(event, context);

  expect(dynamodb.commandCalls(GetItemCommand)[0]!.calledBefore(cloudhsm.commandCalls(DeleteHsmCommand)[0]!)).toBe(true);
});

test('deletes nothing once another execution holds the lease', async () => {
  standing({ Hsms: [describedHsm(1)] });
  leaseHeldBy(otherExecution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(deletedHsms()).toEqual([]);
});

test('never touches an initialized cluster: somebody may have put keys into it', async () => {
  standing({ State: 'INITIALIZED', Certificates: { ClusterCertificate: 'PEM' }, Hsms: [describedHsm(1)] });

  expect(await handler(event, context)).toEqual({ remaining: 0 });
  expect(deletedHsms()).toEqual([]);
});

test('never touches the cluster of another run', async () => {
  standing({ tags: { 'cloudhsm-lifecycle:execution': otherExecution }, Hsms: [describedHsm(1)] });

  expect(await handler(event, context)).toEqual({ remaining: 0 });
  expect(deletedHsms()).toEqual([]);
});

test.each([['CREATE_IN_PROGRESS'], ['INITIALIZE_IN_PROGRESS']] as const)(
  'leaves a cluster that is %s until it has settled',
  async (State) => {
    standing({ State, Hsms: [describedHsm(1)] });

    expect(await handler(event, context)).toEqual({ remaining: 2 });
    expect(deletedHsms()).toEqual([]);
  },
);

test('leaves an HSM that is being created until it can be deleted', async () => {
  standing({ Hsms: [describedHsm(1, { State: 'CREATE_IN_PROGRESS' })] });

  expect(await handler(event, context)).toEqual({ remaining: 2 });
  expect(deletedHsms()).toEqual([]);
  expect(deletedClusters()).toEqual([]);
});

test('has nothing to do where there is no cluster', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });

  expect(await handler(event, context)).toEqual({ remaining: 0 });
});
