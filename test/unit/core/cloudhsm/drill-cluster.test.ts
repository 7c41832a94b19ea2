import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { drillClusters, isDrillOf, standingClusters } from '../../../../core/cloudhsm/drill-cluster.ts';
import { requireOurs } from '../../../../core/cloudhsm/ours.ts';
import { cloudhsm } from '../../aws.ts';
import { describedCluster } from '../../clusters.ts';
import { clusterOf } from '../found-cluster.ts';

const [drill, environment, stage] = ['cloudhsm-lifecycle:drill', 'cloudhsm-lifecycle:environment', 'cloudhsm-lifecycle:stage'];
const named = (ClusterId: string, tags: Record<string, string>) =>
  describedCluster({ ClusterId, TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) });

beforeEach(() => {
  cloudhsm.reset();
});

test.each<[string, Record<string, string>, boolean]>([
  ['that one of its drills has restored', { [drill]: 'production', [stage]: 'dev' }, true],
  ['of a drill of another environment', { [drill]: 'testing', [stage]: 'dev' }, false],
  ['of a drill of another stage', { [drill]: 'production', [stage]: 'prod' }, false],
  ['that is the environment itself, whatever else it says', { [drill]: 'production', [environment]: 'production', [stage]: 'dev' }, false],
  ['that somebody has given to an environment since', { [drill]: 'production', [environment]: 'testing', [stage]: 'dev' }, false],
])("a drill's is a cluster %s: %j, %s", (_, tags, expected) => {
  expect(isDrillOf({ tags }, 'production')).toBe(expected);
});

test('what of an environment may be billed are its own clusters and those of its drills', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({
    Clusters: [
      named('own', { [environment]: 'production', [stage]: 'dev' }),
      named('drill', { [drill]: 'production', [stage]: 'dev' }),
      named('other', { [environment]: 'testing', [stage]: 'dev' }),
      named('nobody', {}),
    ],
  });

  expect((await standingClusters('production')).map(({ clusterId }) => clusterId)).toEqual(['own', 'drill']);
  expect((await drillClusters('production')).map(({ clusterId }) => clusterId)).toEqual(['drill']);
});

test("nothing is removed of a cluster that is not tagged as the environment's, not even a drill's", () => {
  const tagged = (tags: Record<string, string>) => () => requireOurs({ ...clusterOf([]), tags }, 'production', 'removing an HSM');

  expect(tagged({ [environment]: 'production', [stage]: 'dev' })).not.toThrow();
  for (const tags of [{}, { [drill]: 'production', [stage]: 'dev' }, { [environment]: 'production', [stage]: 'prod' }]) {
    expect(tagged(tags)).toThrow(
      expect.objectContaining({
        name: 'ClusterMissing',
        details: expect.objectContaining({
          doing: 'removing an HSM',
          problem: 'it is not tagged as the environment production',
          remedy: expect.stringMatching(/^if it is, give them back \(`aws cloudhsmv2 tag-resource .*`\) and start the workflow again$/),
        }),
      }),
    );
  }
});
