import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import type { Environment } from '../../../../core/environment/environment.ts';
import { preflight } from '../../../../core/preflight/preflight.ts';
import { healthyAccount } from '../../account.ts';
import { cloudhsm, kms } from '../../aws.ts';
import { clusterId, describedCluster } from '../../clusters.ts';
import { environment } from '../../environments.ts';
import { now } from '../../leases.ts';

function clustersAre(...Clusters: ReturnType<typeof describedCluster>[]): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters });
}

async function problemsOf(checked: Environment) {
  return (await preflight(checked, now)).problems;
}

beforeEach(healthyAccount);

test('finds that the name of the key store is taken', async () => {
  clustersAre(describedCluster());
  const taken = { CustomKeyStoreId: 'cks-1', CustomKeyStoreName: 'hsm-backed-keystore', CloudHsmClusterId: 'cluster-bbbbbbbbbbb' };
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreName: 'hsm-backed-keystore' }).resolves({ CustomKeyStores: [taken] });

  expect(await problemsOf(environment())).toEqual([
    {
      path: 'keyStore.name',
      problem: 'cks-1 has the name hsm-backed-keystore already, over cluster-bbbbbbbbbbb',
      remedy: expect.stringContaining('choose another name'),
    },
  ]);
});

test('finds it taken before there is a cluster', async () => {
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [{ CustomKeyStoreId: 'cks-1', CloudHsmClusterId: clusterId }] });

  expect(await problemsOf(environment())).toMatchObject([{ path: 'keyStore.name' }]);
});

test("the environment's own key store is to be adopted", async () => {
  clustersAre(describedCluster());
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [{ CustomKeyStoreId: 'cks-1', CloudHsmClusterId: clusterId }] });

  expect(await problemsOf(environment())).toEqual([]);
});

test('asks KMS nothing where the file wants no key store', async () => {
  await problemsOf(environment({ keyStore: undefined }));

  expect(kms.calls()).toHaveLength(0);
});
