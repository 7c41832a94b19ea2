import { DeleteClusterCommand, DeleteHsmCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { readRecord } from '../../../core/record/file.ts';
import { handler } from '../../../functions/remove-created.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy, note, store } from '../record.ts';
import { rejection } from '../service-errors.ts';

const event = { lease };

/** The environment's cluster, never initialized unless told. */
function standing(changes: Parameters<typeof describedCluster>[0] = {}): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'UNINITIALIZED', ...changes })] });
}

const deletedHsms = () => cloudhsm.commandCalls(DeleteHsmCommand).map(({ args }) => args[0].input);
const deletedClusters = () => cloudhsm.commandCalls(DeleteClusterCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  cloudhsm.reset();
  emptyRecord();
  leaseHeldBy(execution, { created: [clusterId] });
});

test('deletes the HSM first: a cluster is deleted only when it is empty', async () => {
  standing({ Hsms: [describedHsm(1)] });

  expect(await handler(event, context)).toEqual({ remaining: [clusterId, 'hsm-aaaaaaaaaa1'], kept: null });
  expect(deletedHsms()).toEqual([{ ClusterId: clusterId, HsmId: 'hsm-aaaaaaaaaa1' }]);
  expect(deletedClusters()).toEqual([]);
});

test('waits for an HSM that is being deleted', async () => {
  standing({ Hsms: [describedHsm(1, { State: 'DELETE_IN_PROGRESS' })] });

  expect(await handler(event, context)).toEqual({ remaining: [clusterId], kept: null });
  expect(deletedHsms()).toEqual([]);
  expect(deletedClusters()).toEqual([]);
});

test.each<[string, string, () => void]>([
  ['an HSM that is gone by itself', 'CloudHsmResourceNotFoundException', () => standing()],
  [
    'a cluster that somebody has begun to change',
    'CloudHsmInvalidRequestException',
    () => standing({ State: 'MODIFY_IN_PROGRESS' as 'ACTIVE', Hsms: [describedHsm(1)] }),
  ],
])('%s since the look is looked at again in the next pass', async (_, refusal, becomes) => {
  standing({ Hsms: [describedHsm(1)] });
  cloudhsm.on(DeleteHsmCommand).callsFake(() => {
    becomes();
    throw rejection(refusal);
  });

  expect(await handler(event, context)).toEqual({ remaining: [clusterId, 'hsm-aaaaaaaaaa1'], kept: null });
});

test('deletes the cluster once it is empty', async () => {
  standing({ Hsms: [describedHsm(1, { State: 'DELETED' })] });

  expect(await handler(event, context)).toEqual({ remaining: [clusterId], kept: null });
  expect(deletedClusters()).toEqual([{ ClusterId: clusterId }]);
});

test('takes the cluster off the record, so that the next run creates one without looking for it', async () => {
  fileOnRecord({}, { clusterId });
  standing();

  await handler(event, context);

  expect(await readRecord('production')).toMatchObject({ clusterId: undefined });
});

test('leaves a cluster on record that is not to be deleted yet, and another that has taken its place', async () => {
  fileOnRecord({}, { clusterId });
  standing({ Hsms: [describedHsm(1)] });
  await handler(event, context);
  expect(await readRecord('production')).toMatchObject({ clusterId });

  fileOnRecord({}, { clusterId: 'cluster-bbbbbbbbbbb' });
  standing();
  await handler(event, context);
  expect(await readRecord('production')).toMatchObject({ clusterId: 'cluster-bbbbbbbbbbb' });
});

test('deletes nothing once another execution holds the lease', async () => {
  standing({ Hsms: [describedHsm(1)] });
  store('lease', { holder: otherExecution });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(deletedHsms()).toEqual([]);
});

test('deletes nothing once another execution has a list of its own', async () => {
  standing({ Hsms: [describedHsm(1)] });
  leaseHeldBy(otherExecution, { created: [clusterId] });

  expect(await handler(event, context)).toEqual({ remaining: [], kept: `${clusterId} was created by another run` });
  expect(deletedHsms()).toEqual([]);
});

test('never touches an initialized cluster: somebody may have put keys into it', async () => {
  standing({ State: 'INITIALIZED', Certificates: { ClusterCertificate: 'PEM' }, Hsms: [describedHsm(1)] });

  expect(await handler(event, context)).toEqual({ remaining: [], kept: `${clusterId} is initialized, and may hold keys` });
  expect(deletedHsms()).toEqual([]);
});

test.each(['UPDATE_IN_PROGRESS', 'MODIFY_IN_PROGRESS', 'DEGRADED'])(
  'nor one that carries a certificate in whatever state: %s',
  async (State) => {
    standing({ State: State as 'ACTIVE', Certificates: { ClusterCertificate: 'PEM' }, Hsms: [describedHsm(1)] });

    expect(await handler(event, context)).toEqual({ remaining: [], kept: `${clusterId} is initialized, and may hold keys` });
    expect(deletedHsms()).toEqual([]);
  },
);

test('removes a cluster that has failed before anybody claimed it', async () => {
  standing({ State: 'DEGRADED', Hsms: [describedHsm(1)] });

  expect(await handler(event, context)).toEqual({ remaining: [clusterId, 'hsm-aaaaaaaaaa1'], kept: null });
  expect(deletedHsms()).toHaveLength(1);
});

test('removes the cluster that appeared after its answer was lost', async () => {
  leaseHeldBy(execution);
  await note('cluster', { at: now, known: [] });
  standing({ Hsms: [describedHsm(1)] });

  await handler(event, context);

  expect(deletedHsms()).toHaveLength(1);
});

test('never touches the cluster of another run, whatever its tags say', async () => {
  leaseHeldBy(execution);
  standing({ tags: { 'cloudhsm-lifecycle:execution': execution }, Hsms: [describedHsm(1)] });

  expect(await handler(event, context)).toEqual({ remaining: [], kept: `${clusterId} was created by another run` });
  expect(deletedHsms()).toEqual([]);
});

test.each([['CREATE_IN_PROGRESS'], ['INITIALIZE_IN_PROGRESS']] as const)(
  'leaves a cluster that is %s until it has settled',
  async (State) => {
    standing({ State, Hsms: [describedHsm(1)] });

    expect(await handler(event, context)).toEqual({ remaining: [clusterId, 'hsm-aaaaaaaaaa1'], kept: null });
    expect(deletedHsms()).toEqual([]);
  },
);

test('leaves an HSM that is being created until it can be deleted', async () => {
  standing({ Hsms: [describedHsm(1, { State: 'CREATE_IN_PROGRESS' })] });

  expect(await handler(event, context)).toEqual({ remaining: [clusterId, 'hsm-aaaaaaaaaa1'], kept: null });
  expect(deletedHsms()).toEqual([]);
  expect(deletedClusters()).toEqual([]);
});

test('has nothing to do where there is no cluster', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });

  expect(await handler(event, context)).toEqual({ remaining: [], kept: null });
});

test('says what it could not remove, and why', async () => {
  standing({ Hsms: [describedHsm(1)] });
  cloudhsm.on(DeleteHsmCommand).rejects(rejection('CloudHsmAccessDeniedException'));

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'AccessDenied',
    details: { doing: 'removing what the run created', to: `${clusterId}, hsm-aaaaaaaaaa1` },
  });
});

test('a cluster that is gone by itself since the look is not asked for again', async () => {
  standing();
  cloudhsm.on(DeleteClusterCommand).callsFake(() => {
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
    throw rejection('CloudHsmInvalidRequestException');
  });

  expect(await handler(event, context)).toEqual({ remaining: [clusterId], kept: null });
});

test('what CloudHSM refuses of a cluster that nobody changes is told', async () => {
  standing({ Hsms: [describedHsm(1)] });
  cloudhsm.on(DeleteHsmCommand).rejects(rejection('CloudHsmInvalidRequestException'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'RequestRejected' });
});
