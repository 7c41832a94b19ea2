import type { Hsm } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import type { Environment } from '../../../../core/environment/environment.ts';
import { preflight } from '../../../../core/preflight/preflight.ts';
import { healthyAccount } from '../../account.ts';
import { cloudhsm } from '../../aws.ts';
import { certify } from '../../certificates.ts';
import { clusterId, describedCluster, describedHsm } from '../../clusters.ts';
import { environment } from '../../environments.ts';
import { now } from '../../executions.ts';
import { fileOnRecord } from '../../record.ts';

function clustersAre(...Clusters: ReturnType<typeof describedCluster>[]): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters });
}

async function problemsOf(checked: Environment, intent = 'provision') {
  return (await preflight(checked, intent, now)).problems;
}

beforeEach(healthyAccount);

test('finds nothing wrong in an empty account', async () => {
  expect(await problemsOf(environment())).toEqual([]);
});

test('asks for no validity of a certificate that stands: the CA grows older', async () => {
  const { certificateAuthority } = environment();
  const checked = environment({ certificateAuthority: { ...certificateAuthority, validityDays: 36_500 } });
  expect(await problemsOf(checked)).toMatchObject([{ path: 'certificateAuthority.validityDays' }]);

  const ClusterCertificate = await certify({ owner: 'cluster', by: 'organisation', ca: false });
  clustersAre(describedCluster({ Certificates: { ClusterCertificate } }));
  expect(await problemsOf(checked)).toEqual([]);
});

test('provisioning removes no HSM: fewer than stand are refused, and it is said what removes them', async () => {
  clustersAre(describedCluster({ Hsms: [1, 2, 3, 4].map((number) => describedHsm(number)) }));

  expect(await problemsOf(environment(), 'provision')).toEqual([
    {
      path: 'hsmCount',
      problem: 'the cluster has 4 active HSMs already',
      remedy: `provision removes no HSM: ask for as many or more, or remove what is too much first (\`npx hsm scale production --hsms 3\`)`,
    },
  ]);
});

test('an HSM that failed counts: where it is more than is asked for, a repair removes it', async () => {
  const stand = (...states: string[]) =>
    clustersAre(describedCluster({ Hsms: states.map((State, at) => describedHsm(at + 1, { State } as Hsm)) }));
  stand('ACTIVE', 'ACTIVE', 'DEGRADED');
  expect(await problemsOf(environment({ hsmCount: 2 }), 'provision')).toMatchObject([
    {
      path: 'hsmCount',
      problem: expect.stringContaining('3 HSMs already, of which hsm-aaaaaaaaaa3 failed'),
      remedy: expect.stringMatching(/^`npx hsm repair/),
    },
  ]);
  expect(await problemsOf(environment({ hsmCount: 2 }), 'repair')).toEqual([]);
  expect(await problemsOf(environment(), 'provision')).toEqual([]);
});

test('parking makes nothing: what would keep it from coming back is a warning', async () => {
  process.env.HSM_USERS_IMAGE = 'missing';
  clustersAre(describedCluster({ Hsms: [1, 2, 3].map((number) => describedHsm(number)) }));
  const asked = (hsms: number) => preflight(environment(), 'scale', now, { hsms });

  const { problems, warnings } = await asked(3);
  expect(problems).toMatchObject([{ path: 'deployment.HsmUsersImage' }]);
  expect(await asked(0)).toEqual({
    problems: [],
    warnings: [{ ...problems[0], problem: `it could not come back as it is: ${problems[0]!.problem}` }, ...warnings],
  });
});

test('hosts are configured whatever keeps an environment from being made: it stands', async () => {
  process.env.HSM_USERS_IMAGE = 'missing';
  expect(await preflight(environment(), 'clients', now)).toEqual({ problems: [], warnings: [] });
});

test.each(['scale', 'connect'])('%s takes those that stand', async (intent) => {
  clustersAre(describedCluster({ Hsms: [1, 2, 3, 4].map((number) => describedHsm(number)) }));

  expect(await problemsOf(environment(), intent)).toEqual([]);
});

test('refuses hsm1.medium for a new cluster, and takes it where one stands', async () => {
  const checked = environment({ hsmType: 'hsm1.medium' });
  expect(await problemsOf(checked)).toEqual([
    { path: 'hsmType', problem: 'AWS takes hsm1.medium for no new cluster', remedy: 'use hsm2m.medium' },
  ]);

  clustersAre(describedCluster({ HsmType: 'hsm1.medium' }));
  expect(await problemsOf(checked)).toEqual([]);
});

test('makes no second cluster where the one on record has lost its tags, and looks at nothing else', async () => {
  clustersAre(describedCluster({ TagList: [] }));
  expect(await problemsOf(environment())).toEqual([]);

  fileOnRecord({}, { clusterId });
  const tags = 'Key=cloudhsm-lifecycle:environment,Value=production Key=cloudhsm-lifecycle:stage,Value=dev';
  expect(await problemsOf(environment({ hsmCount: 28 }))).toEqual([
    {
      path: 'name',
      problem: `the record knows its cluster as ${clusterId}, which stands without the tags that say so`,
      remedy: `give them back (\`aws cloudhsmv2 tag-resource --resource-id ${clusterId} --tag-list ${tags}\`)`,
    },
  ]);
});
