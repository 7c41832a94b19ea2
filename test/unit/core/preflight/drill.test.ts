import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeRouteTablesCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { beforeEach, expect, test } from 'vitest';
import { preflight } from '../../../../core/preflight/preflight.ts';
import { healthyAccount, subnets } from '../../account.ts';
import { cloudhsm, ec2, pca, secretsManager } from '../../aws.ts';
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

/** The subnets have so many free addresses, each. */
function freeAddresses(...counts: number[]): void {
  const Subnets = subnets.map((subnet, index) => ({ ...subnet, AvailableIpAddressCount: counts[index]! }));
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets });
}

test('a drill has an address for its HSM in one of the subnets, and one for its task in each', async () => {
  freeAddresses(1, 1, 2);
  expect(await problems()).toEqual([]);
  freeAddresses(250, 0, 250);
  expect(await problems()).toEqual([
    expect.stringMatching(/^subnetIds\.1: subnet-0bbb2222bbb2222bb has 0 free addresses, and a drill takes/),
  ]);
  freeAddresses(1, 1, 1);
  expect(await problems()).toHaveLength(3);
});

test('the task of a drill has a way out, by the groups that the file names: the group of the cluster is not its own', async () => {
  clusters(1, 1, [
    { Key: 'cloudhsm-lifecycle:environment', Value: 'production' },
    { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
  ]);
  ec2.on(DescribeRouteTablesCommand).resolves({ RouteTables: [{ RouteTableId: 'rtb-1', Associations: [{ Main: true }], Routes: [] }] });
  expect(await problems()).toEqual([expect.stringMatching(/^subnetIds: from subnet-0aaa1111aaa1111aa, .* there is no way to ecr\.api/)]);
});

test('a drill asks neither the CA nor for the secrets of users', async () => {
  clusters(1, 1);
  await problems();
  expect(pca.calls()).toEqual([]);
  expect(secretsManager.calls()).toEqual([]);
});
