import { DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { type ConnectionStateType, DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { type Cluster, getCluster } from '../../../core/cloudhsm/cluster.ts';
import { recordWithFile } from '../../../core/record/file.ts';
import { readStanding, standingHsms, standingKeyStore } from '../../../core/standing.ts';
import { cloudhsm, kms } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { emptyRecord, fileOnRecord } from '../record.ts';

let cluster: Cluster;

function keyStoreIs(ConnectionState: ConnectionStateType): void {
  kms.on(DescribeCustomKeyStoresCommand).resolves({
    CustomKeyStores: [
      { CustomKeyStoreId: 'cks-other', CloudHsmClusterId: 'cluster-bbbbbbbbbbb', ConnectionState: 'CONNECTED' },
      { CustomKeyStoreId: 'cks-1', CloudHsmClusterId: clusterId, ConnectionState },
    ],
  });
}

beforeEach(async () => {
  for (const client of [cloudhsm, kms]) client.reset();
  emptyRecord();
  fileOnRecord(
    { keyStore: { name: 'store', keys: [{ name: 'documents' }, { name: 'archive' }] } },
    { 'key documents': 'arn:documents', 'key old': 'arn:old' },
  );
  const Hsms = [describedHsm(2), describedHsm(3, { State: 'DELETED' }), describedHsm(4, { State: 'CREATE_IN_PROGRESS' }), describedHsm(1)];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [{ BackupId: 'backup-a', BackupState: 'READY' }] });
  keyStoreIs('CONNECTED');
  cluster = await getCluster(clusterId);
});

test('the HSMs that exist or come into being stand, by their zones', () => {
  expect(standingHsms(cluster).map(({ id, state }) => `${id} ${state}`)).toEqual([
    'hsm-aaaaaaaaaa1 ACTIVE',
    'hsm-aaaaaaaaaa4 CREATE_IN_PROGRESS',
    'hsm-aaaaaaaaaa2 ACTIVE',
  ]);
});

test('reads cluster, backup and key store, as far as they are asked after', async () => {
  const record = await recordWithFile('production');

  expect(await readStanding(cluster, record, ['cluster', 'hsms', 'backup', 'key store'])).toEqual({
    cluster: { state: 'ACTIVE', hsms: standingHsms(cluster) },
    backup: { id: 'backup-a', state: 'READY', createdAt: '' },
    keyStore: { id: 'cks-1', state: 'CONNECTED', keys: [{ name: 'documents', keyArn: 'arn:documents' }] },
  });
});

test('asks nobody about parts that are not asked after', async () => {
  const record = await recordWithFile('production');

  expect(await readStanding(cluster, record, ['cluster', 'hsms'])).toMatchObject({ backup: null, keyStore: null });
  expect(cloudhsm.commandCalls(DescribeBackupsCommand)).toHaveLength(0);
  expect(kms.calls()).toHaveLength(0);
});

test('asks KMS nothing where the file wants no key store', async () => {
  fileOnRecord({ keyStore: undefined });

  expect(await readStanding(cluster, await recordWithFile('production'), ['key store'])).toMatchObject({ keyStore: null });
  expect(kms.calls()).toHaveLength(0);
});

test('the key store is known by its cluster, its keys are those that the file declares and the record knows', async () => {
  keyStoreIs('FAILED');

  expect(await standingKeyStore(clusterId, await recordWithFile('production'))).toEqual({
    id: 'cks-1',
    state: 'FAILED',
    keys: [{ name: 'documents', keyArn: 'arn:documents' }],
  });
  expect(await standingKeyStore('cluster-ccccccccccc', await recordWithFile('production'))).toBeNull();
});
