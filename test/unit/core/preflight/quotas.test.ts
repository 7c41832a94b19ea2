import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import type { Environment } from '../../../../core/environment/environment.ts';
import { preflight } from '../../../../core/preflight/preflight.ts';
import { healthyAccount } from '../../account.ts';
import { cloudhsm } from '../../aws.ts';
import { describedCluster, describedHsm } from '../../clusters.ts';
import { environment } from '../../environments.ts';
import { now } from '../../executions.ts';

/** A cluster of another environment with as many HSMs. */
function foreign(number: number, hsms = 0) {
  const Hsms = Array.from({ length: hsms }, (_, index) => describedHsm(index + 1));
  return describedCluster({ ClusterId: `cluster-foreign000${number}`, TagList: [], Hsms });
}

function clustersAre(...Clusters: ReturnType<typeof describedCluster>[]): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters });
}

async function problemsOf(checked: Environment) {
  return (await preflight(checked, 'provision', now)).problems;
}

beforeEach(healthyAccount);

test('finds that a new cluster is over the quota', async () => {
  clustersAre(foreign(1), foreign(2), foreign(3), foreign(4));

  expect(await problemsOf(environment())).toEqual([
    {
      path: 'name',
      problem: 'the region has 4 clusters and its quota is 4',
      remedy:
        'raise the quota "Clusters per AWS Region and AWS account" (`aws service-quotas request-service-quota-increase --service-code cloudhsm --quota-code L-4B16B391 --desired-value 5`) and tell the stack of it (`npx serverless deploy --stage dev --param clusterQuota=5`), or delete a cluster that nobody uses',
    },
  ]);
});

test("does not count the environment's own cluster against the quota", async () => {
  clustersAre(foreign(1), foreign(2), foreign(3), foreign(4), describedCluster());

  expect(await problemsOf(environment())).toEqual([]);
});

test('does not count clusters that are being deleted', async () => {
  clustersAre(foreign(1), foreign(2), foreign(3), { ...foreign(4, 6), State: 'DELETE_IN_PROGRESS' });

  expect(await problemsOf(environment())).toEqual([]);
});

test('finds that the HSMs are over the quota, beside those of other clusters', async () => {
  clustersAre(foreign(1, 4), describedCluster({ Hsms: [describedHsm(1)] }));

  expect(await problemsOf(environment())).toEqual([
    {
      path: 'hsmCount',
      problem: "3 HSMs beside the 4 of other clusters would be over the region's quota of 6",
      remedy: expect.stringMatching(/--quota-code L-95BA35D1 --desired-value 7`.*--param hsmQuota=7`/),
    },
  ]);
});

test('HSMs that stand are over no quota: nothing has to be made for a run that makes none, or takes some away', async () => {
  const own = describedCluster({ Hsms: [1, 2, 3].map((number) => describedHsm(number)) });
  clustersAre(foreign(1, 6), own);
  const asking = async (intent: string, hsmCount: number, changes = {}) =>
    (await preflight(environment({ hsmCount }), intent, now, changes)).problems;

  expect(await asking('connect', 3)).toEqual([]);
  expect(await asking('scale', 2, { hsms: 2 })).toEqual([]);
  expect(await asking('scale', 4, { hsms: 4 })).toMatchObject([
    { path: 'hsmCount', problem: expect.stringContaining('4 HSMs beside the 6') },
  ]);
});

test('takes the quotas from its settings', async () => {
  process.env.HSM_QUOTA = '2';

  expect(await problemsOf(environment())).toMatchObject([{ path: 'hsmCount', problem: expect.stringContaining('quota of 2') }]);
});
