import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import type { Environment } from '../../../../core/environment/environment.ts';
import { preflight } from '../../../../core/preflight/preflight.ts';
import { healthyAccount } from '../../account.ts';
import { cloudhsm } from '../../aws.ts';
import { describedCluster, describedHsm } from '../../clusters.ts';
import { environment } from '../../environments.ts';
import { now } from '../../executions.ts';

function clustersAre(...Clusters: ReturnType<typeof describedCluster>[]): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters });
}

async function problemsOf(checked: Environment) {
  return (await preflight(checked, now)).problems;
}

beforeEach(healthyAccount);

test('finds nothing wrong in an empty account', async () => {
  expect(await problemsOf(environment())).toEqual([]);
});

test('asks for no validity of a certificate that stands: the CA grows older', async () => {
  const { certificateAuthority } = environment();
  const checked = environment({ certificateAuthority: { ...certificateAuthority, validityDays: 36_500 } });
  expect(await problemsOf(checked)).toMatchObject([{ path: 'certificateAuthority.validityDays' }]);

  clustersAre(describedCluster({ Certificates: { ClusterCertificate: 'signed' } }));
  expect(await problemsOf(checked)).toEqual([]);
});

test('does not provision down: it never removes an HSM', async () => {
  clustersAre(describedCluster({ Hsms: [1, 2, 3, 4].map((number) => describedHsm(number)) }));

  expect(await problemsOf(environment())).toEqual([
    { path: 'hsmCount', problem: 'the cluster has 4 active HSMs already', remedy: 'provisioning removes no HSM: ask for as many or more' },
  ]);
});

test('refuses hsm1.medium for a new cluster, and takes it where one stands', async () => {
  const checked = environment({ hsmType: 'hsm1.medium' });
  expect(await problemsOf(checked)).toEqual([
    { path: 'hsmType', problem: 'AWS takes hsm1.medium for no new cluster', remedy: 'use hsm2m.medium' },
  ]);

  clustersAre(describedCluster({ HsmType: 'hsm1.medium' }));
  expect(await problemsOf(checked)).toEqual([]);
});
