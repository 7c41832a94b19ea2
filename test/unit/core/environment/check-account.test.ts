import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { accountProblems } from '../../../../core/environment/check-account.ts';
import { healthyAccount } from '../../account.ts';
import { cloudhsm, kms } from '../../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../../clusters.ts';
import { environment } from '../../environments.ts';
import { now } from '../../leases.ts';

type Clusters = ReturnType<typeof describedCluster>[];

/** A cluster of another environment with as many HSMs. */
function foreign(number: number, hsms = 0) {
  const Hsms = Array.from({ length: hsms }, (_, index) => describedHsm(index + 1));
  return describedCluster({ ClusterId: `cluster-foreign000${number}`, TagList: [], Hsms });
}

function clustersAre(...Clusters: Clusters): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters });
}

beforeEach(healthyAccount);

test('finds nothing wrong in an empty account', async () => {
  expect(await accountProblems(environment(), now)).toEqual([]);
});

test('finds that a new cluster is over the quota', async () => {
  clustersAre(foreign(1), foreign(2), foreign(3), foreign(4));

  expect(await accountProblems(environment(), now)).toEqual([
    {
      path: 'name',
      problem: 'the region has 4 clusters and its quota is 4',
      remedy: expect.stringContaining('Service Quotas'),
    },
  ]);
});

test("does not count the environment's own cluster against the quota", async () => {
  clustersAre(foreign(1), foreign(2), foreign(3), foreign(4), describedCluster());

  expect(await accountProblems(environment(), now)).toEqual([]);
});

test('does not count clusters that are being deleted', async () => {
  clustersAre(foreign(1), foreign(2), foreign(3), { ...foreign(4, 6), State: 'DELETE_IN_PROGRESS' });

  expect(await accountProblems(environment(), now)).toEqual([]);
});

test('finds that the HSMs are over the quota, beside those of other clusters', async () => {
  clustersAre(foreign(1, 4), describedCluster({ Hsms: [describedHsm(1)] }));

  expect(await accountProblems(environment(), now)).toEqual([
    {
      path: 'hsmCount',
      problem: "3 HSMs beside the 4 of other clusters are over the region's quota of 6",
      remedy: expect.stringContaining('HsmQuota'),
    },
  ]);
});

test('takes the quotas from its settings', async () => {
  process.env.HSM_QUOTA = '2';

  expect(await accountProblems(environment(), now)).toMatchObject([{ path: 'hsmCount', problem: expect.stringContaining('quota of 2') }]);
});

test('does not provision down: it never removes an HSM', async () => {
  clustersAre(describedCluster({ Hsms: [1, 2, 3, 4].map((number) => describedHsm(number)) }));

  expect(await accountProblems(environment(), now)).toEqual([
    { path: 'hsmCount', problem: 'the cluster has 4 active HSMs already', remedy: 'provisioning removes no HSM: ask for as many or more' },
  ]);
});

test('finds that the name of the key store is taken', async () => {
  clustersAre(describedCluster());
  const taken = { CustomKeyStoreId: 'cks-1', CustomKeyStoreName: 'hsm-backed-keystore', CloudHsmClusterId: 'cluster-bbbbbbbbbbb' };
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreName: 'hsm-backed-keystore' }).resolves({ CustomKeyStores: [taken] });

  expect(await accountProblems(environment(), now)).toEqual([
    {
      path: 'keyStore.name',
      problem: 'cks-1 has the name hsm-backed-keystore already, over cluster-bbbbbbbbbbb',
      remedy: expect.stringContaining('choose another name'),
    },
  ]);
});

test('finds it taken before there is a cluster', async () => {
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [{ CustomKeyStoreId: 'cks-1', CloudHsmClusterId: clusterId }] });

  expect(await accountProblems(environment(), now)).toMatchObject([{ path: 'keyStore.name' }]);
});

test("the environment's own key store is to be adopted", async () => {
  clustersAre(describedCluster());
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [{ CustomKeyStoreId: 'cks-1', CloudHsmClusterId: clusterId }] });

  expect(await accountProblems(environment(), now)).toEqual([]);
});

test('asks KMS nothing where the file wants no key store', async () => {
  await accountProblems(environment({ keyStore: undefined }), now);

  expect(kms.calls()).toHaveLength(0);
});

test('asks for no validity of a certificate that stands: the CA grows older', async () => {
  const { certificateAuthority } = environment();
  const checked = environment({ certificateAuthority: { ...certificateAuthority, validityDays: 36_500 } });
  expect(await accountProblems(checked, now)).toMatchObject([{ path: 'certificateAuthority.validityDays' }]);

  clustersAre(describedCluster({ Certificates: { ClusterCertificate: 'signed' } }));
  expect(await accountProblems(checked, now)).toEqual([]);
});
