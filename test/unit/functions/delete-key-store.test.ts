import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DeleteCustomKeyStoreCommand, DescribeCustomKeyStoresCommand, DisconnectCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { doneBy } from '../../../core/record/create-notes.ts';
import { handler } from '../../../functions/delete-key-store.ts';
import { cloudhsm, kms } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { execution, lease, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';
import { rejection } from '../service-errors.ts';

const CustomKeyStoreId = 'cks-aaaaaaaaaaaaaaaaa';
const deletion = () => handler({ environment: 'production', lease, clusterId }, context);
const deleted = () => kms.commandCalls(DeleteCustomKeyStoreCommand).map(({ args }) => args[0].input.CustomKeyStoreId);
const store = (CloudHsmClusterId: string) => ({ CustomKeyStores: [{ CustomKeyStoreId, CloudHsmClusterId }] });

beforeEach(() => {
  kms.reset();
  emptyRecord();
  fileOnRecord({}, { clusterId, keyStoreId: CustomKeyStoreId });
  leaseHeldBy(execution);
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [] });
  kms.on(DeleteCustomKeyStoreCommand).resolves({});
  cloudhsm.reset();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
});

test('the one over the cluster is deleted and listed as removed, also where another look comes too late to show it', async () => {
  kms.on(DescribeCustomKeyStoresCommand).resolves(store(clusterId));
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId }).rejects(rejection('CustomKeyStoreNotFoundException'));
  await deletion();
  expect(deleted()).toEqual([CustomKeyStoreId]);
  expect((await doneBy(lease)).removed).toEqual([CustomKeyStoreId]);
});

test('that of the cluster goes, whatever the record knew before', async () => {
  fileOnRecord({}, { clusterId, keyStoreId: 'cks-of-before' });
  kms.on(DescribeCustomKeyStoresCommand, {}).resolves(store(clusterId));
  await deletion();
  expect(deleted()).toEqual([CustomKeyStoreId]);
});

test('an environment that never had one deletes none, whatever others have left behind', async () => {
  emptyRecord();
  fileOnRecord({}, { clusterId });
  leaseHeldBy(execution);
  kms.on(DescribeCustomKeyStoresCommand).resolves({
    CustomKeyStores: [{ CustomKeyStoreId: 'cks-of-others', CloudHsmClusterId: 'cluster-of-others', ConnectionState: 'DISCONNECTED' }],
  });
  await deletion();
  await handler({ environment: 'production', lease, clusterId: null }, context);
  expect(deleted()).toEqual([]);
  expect((await doneBy(lease)).removed).toEqual([]);
});

test('nothing is deleted or disconnected while another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);
  kms.on(DescribeCustomKeyStoresCommand).resolves(store(clusterId));
  await expect(deletion()).rejects.toMatchObject({ name: 'LeaseLost' });
  await expect(handler({ environment: 'production', lease, clusterId: null }, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(deleted()).toEqual([]);
  expect(kms.commandCalls(DisconnectCustomKeyStoreCommand)).toEqual([]);
});

test('a key that somebody has made meanwhile holds it, and the way on is named', async () => {
  kms.on(DescribeCustomKeyStoresCommand).resolves(store(clusterId));
  kms.on(DeleteCustomKeyStoreCommand).rejects(rejection('CustomKeyStoreHasCMKsException', 'it has keys'));
  await expect(deletion()).rejects.toMatchObject({
    name: 'KeysInUse',
    details: { to: CustomKeyStoreId, problem: 'it has keys', remedy: expect.stringContaining('with the file of production') },
  });
  expect((await doneBy(lease)).removed).toEqual([]);
});

test('any other refusal is told, and nothing is listed as removed', async () => {
  kms.on(DescribeCustomKeyStoresCommand).resolves(store(clusterId));
  kms.on(DeleteCustomKeyStoreCommand).rejects(rejection('CustomKeyStoreInvalidStateException'));
  await expect(deletion()).rejects.toMatchObject({ name: 'RequestRejected' });
  expect((await doneBy(lease)).removed).toEqual([]);
});

test('one that is gone when it is asked to go is removed', async () => {
  kms.on(DescribeCustomKeyStoresCommand).resolves(store(clusterId));
  kms.on(DeleteCustomKeyStoreCommand).rejects(rejection('CustomKeyStoreNotFoundException'));
  await deletion();
  expect((await doneBy(lease)).removed).toEqual([CustomKeyStoreId]);
});

test('a key store that the list does not show yet is known by the record', async () => {
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId }).resolves(store(clusterId));
  await deletion();
  expect(deleted()).toEqual([CustomKeyStoreId]);
});

test('one that is gone, or stands over another cluster, is left alone', async () => {
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId }).rejects(rejection('CustomKeyStoreNotFoundException'));
  await deletion();
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId }).resolves(store('cluster-bbbbbbbbbbb'));
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ ClusterId: 'cluster-bbbbbbbbbbb' })] });
  await deletion();
  expect(deleted()).toEqual([]);
});

test('one that a cluster of before has left behind goes with the cluster that stands', async () => {
  const [left] = store('cluster-bbbbbbbbbbb').CustomKeyStores;
  kms
    .on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId })
    .resolves({ CustomKeyStores: [{ ...left!, ConnectionState: 'DISCONNECTED' }] });
  await deletion();
  expect(deleted()).toEqual([CustomKeyStoreId]);
});

test('one whose cluster is gone is disconnected, and deleted when it is', async () => {
  const left = () => handler({ environment: 'production', lease, clusterId: null }, context);
  const is = (ConnectionState: string) =>
    kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId }).resolves({
      CustomKeyStores: [{ CustomKeyStoreId, CloudHsmClusterId: clusterId, ConnectionState: ConnectionState as 'CONNECTED' }],
    });
  kms.on(DisconnectCustomKeyStoreCommand).resolves({});
  is('CONNECTED');
  await expect(left()).rejects.toMatchObject({ name: 'TransientServiceError' });
  expect(kms.commandCalls(DisconnectCustomKeyStoreCommand)).toHaveLength(1);
  is('DISCONNECTING');
  await expect(left()).rejects.toMatchObject({ name: 'TransientServiceError' });
  expect(kms.commandCalls(DisconnectCustomKeyStoreCommand)).toHaveLength(1);
  expect(deleted()).toEqual([]);
  is('DISCONNECTED');
  await left();
  expect(deleted()).toEqual([CustomKeyStoreId]);
  expect((await doneBy(lease)).removed).toEqual([CustomKeyStoreId]);
});

test('one that its cluster has under another name than the environment is left alone', async () => {
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId }).resolves(store(clusterId));
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  await handler({ environment: 'production', lease, clusterId: null }, context);
  expect(deleted()).toEqual([]);
});
