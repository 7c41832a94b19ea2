import { expect, test } from 'vitest';
import { clusterTags, environmentIn, hasLostTags, isOf, lostTags } from '../../../../core/cloudhsm/tags.ts';
import '../../aws.ts';

const environment = 'cloudhsm-lifecycle:environment';
const stage = 'cloudhsm-lifecycle:stage';

test('a cluster carries the tags of its file, and ours, which no file takes away', () => {
  expect(clusterTags({ name: 'production', tags: { team: 'payments', [environment]: 'another' } })).toEqual({
    team: 'payments',
    [environment]: 'production',
    [stage]: 'dev',
  });
});

test.each<[string, Record<string, string>, { own: boolean; lost: boolean }]>([
  ['of the environment and this stage', { [environment]: 'production', [stage]: 'dev' }, { own: true, lost: false }],
  ['of another environment', { [environment]: 'testing', [stage]: 'dev' }, { own: false, lost: false }],
  ['of another environment, and of no stage', { [environment]: 'testing' }, { own: false, lost: false }],
  ['of another stage', { [environment]: 'production', [stage]: 'prod' }, { own: false, lost: false }],
  ['that has lost its stage', { [environment]: 'production' }, { own: false, lost: true }],
  ['that has lost its environment', { [stage]: 'dev' }, { own: false, lost: true }],
  ['that has lost both', {}, { own: false, lost: true }],
  ['that was given to nobody', { [environment]: 'none', [stage]: 'dev' }, { own: false, lost: false }],
])("a cluster %s is the environment's, or has lost its tags, or is somebody else's", (_, tags, { own, lost }) => {
  expect([isOf({ tags }, 'production'), hasLostTags({ tags }, 'production')]).toEqual([own, lost]);
});

test('tags of a stage name its environment, and none of another stage', () => {
  const tags = { [environment]: 'production', [stage]: 'prod' };

  expect([environmentIn(tags, 'prod'), environmentIn(tags, 'dev'), environmentIn({ [stage]: 'prod' }, 'prod')]).toEqual([
    'production',
    null,
    null,
  ]);
});

test('tags that were taken off are given back by one whole command', () => {
  expect(lostTags({ clusterId: 'cluster-1' }, 'production').remedy).toBe(
    `give them back (\`aws cloudhsmv2 tag-resource --resource-id cluster-1 --tag-list Key=${environment},Value=production Key=${stage},Value=dev\`)`,
  );
});
