import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { readFound } from '../../../core/plan/found.ts';
import { recordUsers } from '../../../core/record/users.ts';
import { healthyAccount } from '../account.ts';
import { cloudhsm, secretsManager } from '../aws.ts';
import { describedCluster } from '../clusters.ts';
import { environment } from '../environments.ts';

const secretOf = (user: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:cloudhsm-lifecycle/dev/production/${user}-AbCdEf`;
const asked = environment({ cryptoUsers: ['application', 'reports'] });

beforeEach(async () => {
  await healthyAccount();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  secretsManager
    .on(DescribeSecretCommand)
    .callsFake(({ SecretId }: { SecretId: string }) => ({ ARN: secretOf(SecretId.split('/').at(-1)!) }));
});

test('a record that is lost hides no user and no trust anchor, whose secrets stand', async () => {
  const { users, unrecorded, trustAnchor } = await readFound(asked);
  expect(users).toEqual({});
  expect(Object.keys(unrecorded!)).toEqual(['admin', 'admin_2', 'application', 'reports', 'lifecycle_canary', 'kmsuser']);
  expect(trustAnchor).toBe(secretOf('trust-anchor'));
});

test('administrators and kmsuser stand whom the file of before did not name; a crypto user has left', async () => {
  const before = ['admin', 'admin_2', 'application', 'reports', 'kmsuser', 'lifecycle_canary'];
  for (const named of [before, ['admin', 'application', 'lifecycle_canary']])
    await recordUsers('production', Object.fromEntries(named.map((user) => [user, secretOf(user)])));

  const { unrecorded } = await readFound(asked);
  expect(Object.keys(unrecorded!)).toEqual(['admin_2', 'kmsuser']);
});

test('where no cluster stands, secrets of before make no users', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  expect(await readFound(asked)).toMatchObject({ unrecorded: {}, trustAnchor: undefined });
});
