import { expect, test } from 'vitest';
import type { AwsPlace } from '../../../emulator/cloud.ts';
import { localAws } from '../../local-aws.ts';

const ask = (place: AwsPlace, service: string, operation: string, input: object): Promise<any> =>
  place.call(service, operation, input, { kind: 'person', arn: `arn:aws:iam::${place.accountId}:root`, accessKeyId: place.accountId });

test('a backup that a policy shares is listed for its owner until the policy goes', async () => {
  const cluster = 'cluster-aaaaaaaaaaa';
  const backups = ['a', 'b', 'c'].map((letter) => ({ id: `backup-${letter.repeat(11)}`, cluster, hoursOld: 3 }));
  const { home } = await localAws({ account: { backups } });
  const ResourceArn = home.arn('cloudhsm', 'backup/backup-bbbbbbbbbbb');
  const listed = () => ask(home, 'ram', 'ListResources', { resourceOwner: 'SELF', resourceType: 'cloudhsm:Backup' });
  expect(await listed()).toEqual({ resources: [] });

  const Statement = [{ Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 'cloudhsm:CreateCluster', Resource: ResourceArn }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await ask(home, 'cloudhsmv2', 'PutResourcePolicy', { ResourceArn, Policy });
  expect(await listed()).toMatchObject({
    resources: [{ arn: ResourceArn, type: 'cloudhsm:Backup', resourceShareArn: expect.stringContaining(':resource-share/') }],
  });
  expect(await ask(home, 'ram', 'ListResources', { resourceOwner: 'OTHER-ACCOUNTS' })).toEqual({ resources: [] });

  await ask(home, 'cloudhsmv2', 'DeleteResourcePolicy', { ResourceArn });
  expect(await listed()).toEqual({ resources: [] });
});

test('shares come by pages', async () => {
  const cluster = 'cluster-aaaaaaaaaaa';
  const backups = ['a', 'b', 'c'].map((letter) => ({
    id: `backup-${letter.repeat(11)}`,
    cluster,
    hoursOld: 3,
    sharedWith: '999988887777',
  }));
  const { home } = await localAws({ account: { backups } });
  const asked = { resourceOwner: 'SELF', maxResults: 2 };

  const first = await ask(home, 'ram', 'ListResources', asked);
  const second = await ask(home, 'ram', 'ListResources', { ...asked, nextToken: first.nextToken });

  expect([first.resources.length, second.resources.length, second.nextToken]).toEqual([2, 1, undefined]);
  await expect(ask(home, 'ram', 'ListResources', { ...asked, nextToken: 'x' })).rejects.toMatchObject({
    code: 'InvalidNextTokenException',
  });
});
