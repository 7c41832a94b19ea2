import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/plan-hsms.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { environment } from '../environments.ts';
import { context } from '../lambda-context.ts';

beforeEach(() => {
  cloudhsm.reset();
});

test('plans what is missing, and remembers what stood before', async () => {
  const Hsms = [describedHsm(1), describedHsm(2, { State: 'DELETE_IN_PROGRESS' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler({ environment: environment() }, context)).toEqual({
    clusterId,
    before: ['hsm-aaaaaaaaaa1'],
    create: [
      { availabilityZone: 'us-east-1b', wanted: 1 },
      { availabilityZone: 'us-east-1c', wanted: 1 },
    ],
  });
});

test('plans nothing where as many stand as asked for', async () => {
  const Hsms = [describedHsm(1), describedHsm(2), describedHsm(3, { State: 'CREATE_IN_PROGRESS' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler({ environment: environment() }, context)).toMatchObject({ create: [] });
});

test('says that there is nothing to scale where the environment has no cluster', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });

  await expect(handler({ environment: environment() }, context)).rejects.toMatchObject({
    name: 'ClusterMissing',
    details: { to: 'environment production', remedy: expect.stringContaining('provision the environment') },
  });
});
