import { expect, test } from 'vitest';
import type { AwsPlace } from '../../../emulator/cloud.ts';
import type { AccountFile } from '../../../emulator/kernel/account.ts';
import { localAws } from '../../local-aws.ts';

const ask = (place: AwsPlace, operation: string, input: object = {}): Promise<any> =>
  place.call('cloudtrail', operation, input, { kind: 'person', arn: `arn:aws:iam::${place.accountId}:root`, accessKeyId: place.accountId });

async function placesOf(account: AccountFile) {
  const { home } = await localAws({ account });
  return { home, west: home.elsewhere('us-west-2'), other: home.inAccount('210987654321') };
}

const namesIn = async (place: AwsPlace) => (await ask(place, 'DescribeTrails')).trailList.map(({ Name }: any) => Name);

test('an account that declares none has one of all regions that records', async () => {
  const { home, west, other } = await placesOf({});

  for (const place of [home, west, other]) {
    const { trailList } = await ask(place, 'DescribeTrails');
    expect(trailList).toMatchObject([{ Name: 'management-events', HomeRegion: 'us-east-1', IsMultiRegionTrail: true }]);
    expect(await ask(place, 'GetTrailStatus', { Name: trailList[0].TrailARN })).toEqual({ IsLogging: true });
  }
});

test('a trail of one region is shown there alone, and an account that declares an empty list has none', async () => {
  const { home, west, other } = await placesOf({
    trails: [{ name: 'everywhere', multiRegion: true, logging: false }, { name: 'here' }],
    places: [{ accountId: '210987654321', trails: [] }],
  });

  expect([await namesIn(home), await namesIn(west), await namesIn(other)]).toEqual([['everywhere', 'here'], ['everywhere'], []]);
  expect((await ask(west, 'DescribeTrails', { includeShadowTrails: false })).trailList).toEqual([]);
  expect(await ask(home, 'GetTrailStatus', { Name: 'everywhere' })).toEqual({ IsLogging: false });
});

test('a trail of another region is known by its ARN, and by its name to nobody', async () => {
  const { west } = await placesOf({});

  await expect(ask(west, 'GetTrailStatus', { Name: 'management-events' })).rejects.toMatchObject({ code: 'TrailNotFoundException' });
});

test('trails are listed from every region, and got as they are described', async () => {
  const { west, home } = await placesOf({ trails: [{ name: 'everywhere', multiRegion: true }, { name: 'here' }] });

  const { Trails } = await ask(west, 'ListTrails');
  expect(Trails.map(({ Name, HomeRegion }: any) => [Name, HomeRegion])).toEqual([
    ['everywhere', 'us-east-1'],
    ['here', 'us-east-1'],
  ]);
  const { trailList } = await ask(home, 'DescribeTrails', { trailNameList: ['here'] });
  expect(await ask(home, 'GetTrail', { Name: 'here' })).toEqual({ Trail: trailList[0] });
  await expect(ask(west, 'GetTrail', { Name: 'here' })).rejects.toMatchObject({ code: 'TrailNotFoundException' });
});

test('a trail tells its bucket, and what it does not do: select events, look for insights, bear tags', async () => {
  const { home, other } = await placesOf({});

  const { trailList } = await ask(home, 'DescribeTrails');
  expect(trailList[0]).toMatchObject({
    S3BucketName: expect.stringMatching(/^aws-cloudtrail-logs-123456789012-[0-9a-f]{8}$/),
    LogFileValidationEnabled: true,
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
  });
  expect((await ask(other, 'DescribeTrails')).trailList[0].S3BucketName).not.toBe(trailList[0].S3BucketName);
  const [TrailName, TrailARN] = [trailList[0].Name, trailList[0].TrailARN];
  expect(await ask(home, 'GetEventSelectors', { TrailName })).toMatchObject({
    TrailARN,
    EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] }],
  });
  await expect(ask(home, 'GetInsightSelectors', { TrailName })).rejects.toMatchObject({
    code: 'InsightNotEnabledException',
    message: expect.stringContaining(`Trail ${TrailARN} does not have Insights enabled.`),
  });
  expect(await ask(home, 'ListTags', { ResourceIdList: [TrailARN] })).toEqual({
    ResourceTagList: [{ ResourceId: TrailARN, TagsList: [] }],
  });
  await expect(ask(home, 'ListTags', { ResourceIdList: [`${TrailARN}s`] })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});
