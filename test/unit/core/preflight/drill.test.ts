import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { preflight } from '../../../../core/preflight/preflight.ts';
import { healthyAccount } from '../../account.ts';
import { cloudhsm, pca, secretsManager } from '../../aws.ts';
import { describedCluster, describedHsm } from '../../clusters.ts';
import { environment } from '../../environments.ts';
import { now } from '../../executions.ts';

const problems = async () => (await preflight(environment(), 'drill', now)).problems.map(({ path, problem }) => `${path}: ${problem}`);

function clusters(count: number, hsms: number, TagList: { Key: string; Value: string }[] = []): void {
  const Hsms = (index: number) => (index === 0 ? Array.from({ length: hsms }, (_, number) => describedHsm(number + 1)) : []);
  const Clusters = Array.from({ length: count }, (_, index) =>
    describedCluster({ ClusterId: `cluster-aaaaaaaaaa${index}`, TagList: index === 0 ? TagList : [], Hsms: Hsms(index) }),
  );
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters });
}

beforeEach(healthyAccount);

test('a drill has room for a cluster and an HSM beside all that stand', async () => {
  clusters(3, 5);
  expect(await problems()).toEqual([]);
  clusters(4, 5);
  expect(await problems()).toEqual(['name: a drill restores into a cluster of its own; the region has 4 and its quota is 4']);
  clusters(3, 6);
  expect(await problems()).toEqual(['hsmCount: a drill has an HSM of its own; the region has 6 and its quota is 6']);
});

test('what an earlier drill has left is not counted: it goes first', async () => {
  clusters(4, 6, [
    { Key: 'cloudhsm-lifecycle:drill', Value: 'production' },
    { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
  ]);
  expect(await problems()).toEqual([]);
});

test('a drill asks neither the CA nor for the secrets of users', async () => {
  clusters(1, 1);
  await problems();
  expect(pca.calls()).toEqual([]);
  expect(secretsManager.calls()).toEqual([]);
});
