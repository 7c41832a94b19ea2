import { type ClusterState, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { getCluster, listClusters, seeCluster } from '../../../../core/cloudhsm/cluster.ts';
import { cloudhsm } from '../../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../../clusters.ts';

beforeEach(() => {
  cloudhsm.reset();
});

test.each([
  ['is not shown', []],
  ['is deleted', [describedCluster({ State: 'DELETED' })]],
])('a cluster that %s is not seen, and one that this run knows is looked for again', async (_, Clusters) => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters });

  expect(await seeCluster(clusterId)).toBeUndefined();
  await expect(getCluster(clusterId)).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: clusterId } });
});

test('every cluster is listed, of every page, but those that are deleted or go', async () => {
  const named = (ClusterId: string, State: ClusterState) => describedCluster({ ClusterId, State });
  cloudhsm
    .on(DescribeClustersCommand)
    .resolvesOnce({ Clusters: [named('cluster-1', 'ACTIVE'), named('cluster-2', 'DELETED')], NextToken: 'next' })
    .resolvesOnce({ NextToken: 'last' })
    .resolves({ Clusters: [named('cluster-3', 'DELETE_IN_PROGRESS'), named('cluster-4', 'DEGRADED')] });

  expect((await listClusters()).map((cluster) => cluster.clusterId)).toEqual(['cluster-1', 'cluster-4']);
  expect(cloudhsm.commandCalls(DescribeClustersCommand).map(({ args }) => args[0].input.NextToken)).toEqual([undefined, 'next', 'last']);
});

test('a cluster is known without its passwords, as CloudHSM shows it', async () => {
  const Certificates = {
    ClusterCsr: 'CSR',
    HsmCertificate: 'HSM',
    AwsHardwareCertificate: 'AWS',
    ManufacturerHardwareCertificate: 'MANUFACTURER',
    ClusterCertificate: 'SIGNED',
  };
  const described = {
    StateMessage: 'something broke',
    BackupRetentionPolicy: { Type: 'DAYS' as const, Value: '30' },
    SourceBackupId: 'backup-1',
    PreCoPassword: 'secret',
  };
  const Hsms = [describedHsm(1, { StateMessage: 'hardware failure', State: 'DEGRADED' }), { HsmId: 'hsm-2' }];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ ...described, Hsms, Certificates })] });

  expect(await getCluster(clusterId)).toEqual({
    clusterId,
    state: 'ACTIVE',
    stateMessage: 'something broke',
    hsmType: 'hsm2m.medium',
    mode: 'FIPS',
    securityGroupId: 'sg-0c1c1c1c1c1c1c1c1',
    vpcId: 'vpc-00000001',
    subnetMapping: {
      'us-east-1a': 'subnet-0aaa1111aaa1111aa',
      'us-east-1b': 'subnet-0bbb2222bbb2222bb',
      'us-east-1c': 'subnet-0ccc3333ccc3333cc',
    },
    backupRetentionDays: 30,
    sourceBackupId: 'backup-1',
    hsms: [
      {
        hsmId: 'hsm-aaaaaaaaaa1',
        eniId: 'eni-00000001',
        ip: '10.0.0.1',
        availabilityZone: 'us-east-1a',
        state: 'DEGRADED',
        stateMessage: 'hardware failure',
      },
      { hsmId: 'hsm-2', eniId: '', ip: '', availabilityZone: '', state: '', stateMessage: '' },
    ],
    tags: { 'cloudhsm-lifecycle:environment': 'production', 'cloudhsm-lifecycle:stage': 'dev' },
    certificates: { csr: 'CSR', hsm: 'HSM', awsHardware: 'AWS', manufacturerHardware: 'MANUFACTURER', cluster: 'SIGNED' },
  });
});

test('one of before there was a choice of mode and retention is in FIPS mode, and keeps backups for 90 days', async () => {
  const { Mode: _, BackupRetentionPolicy: __, ...older } = describedCluster();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [older] });

  expect(await getCluster(clusterId)).toMatchObject({ mode: 'FIPS', backupRetentionDays: 90 });
});
