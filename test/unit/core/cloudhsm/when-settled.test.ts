import { CloudHsmInvalidRequestException, type ClusterState, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test, vi } from 'vitest';
import { getCluster } from '../../../../core/cloudhsm/cluster.ts';
import { whenSettled } from '../../../../core/cloudhsm/when-settled.ts';
import { cloudhsm } from '../../aws.ts';
import { clusterId, describedCluster } from '../../clusters.ts';
import { rejection } from '../../service-errors.ts';

const refusal = new CloudHsmInvalidRequestException({ message: 'The cluster is not in a valid state', $metadata: { httpStatusCode: 400 } });

function clusterIs(State: string): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: State as ClusterState })] });
}

/** Changes the cluster as it was seen in this state. */
async function changed(change: () => Promise<string>, state = 'ACTIVE'): Promise<string> {
  clusterIs(state);
  const seen = await getCluster(clusterId);
  return whenSettled(seen, 'creating an HSM', change);
}

beforeEach(() => {
  cloudhsm.reset();
});

test('a settled cluster is changed, without another look', async () => {
  expect(await changed(async () => 'answer')).toBe('answer');
  expect(cloudhsm.calls()).toHaveLength(1);
});

test.each(['CREATE_IN_PROGRESS', 'INITIALIZE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'MODIFY_IN_PROGRESS'])(
  'a cluster that is %s is not even asked: the state machine tries again',
  async (state) => {
    const change = vi.fn(async () => 'answer');

    await expect(changed(change, state)).rejects.toMatchObject({
      name: 'ClusterBusy',
      details: { doing: 'creating an HSM', to: clusterId, problem: `its state is ${state}` },
    });
    expect(change).not.toHaveBeenCalled();
  },
);

test.each([
  ['DEGRADED', 'ClusterDegraded'],
  ['DELETE_IN_PROGRESS', 'ClusterStateUnexpected'],
])('a cluster that is %s is not changed any more', async (state, name) => {
  const change = vi.fn(async () => 'answer');

  await expect(changed(change, state)).rejects.toMatchObject({ name });
  expect(change).not.toHaveBeenCalled();
});

test('a refusal while somebody began to change the cluster is told as that', async () => {
  const change = async () => {
    clusterIs('MODIFY_IN_PROGRESS');
    throw refusal;
  };

  await expect(changed(change)).rejects.toMatchObject({ name: 'ClusterBusy', details: { problem: 'its state is MODIFY_IN_PROGRESS' } });
});

test('a refusal of a cluster that is settled still is final', async () => {
  await expect(changed(() => Promise.reject(refusal))).rejects.toBe(refusal);
});

test('any other error is passed on without another look', async () => {
  const error = rejection('CloudHsmAccessDeniedException');

  await expect(changed(() => Promise.reject(error))).rejects.toBe(error);
  expect(cloudhsm.calls()).toHaveLength(1);
});
