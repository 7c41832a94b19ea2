import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/conclude-drill.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { environment } from '../environments.ts';
import { execution, lease } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, store, usersOnRecord } from '../record.ts';

/** A drill that took two hours and a second, of which the key was proven after 25 minutes. */
const event = {
  environment: 'production',
  lease: { ...lease, intent: 'drill' },
  failure: null,
  backupId: 'backup-aaaaaaaaaaa',
  drillClusterId: 'cluster-ddddddddddd',
  startedAt: '2026-01-01T00:00:00.000Z',
  provenAt: '2026-01-01T00:25:00.000Z',
  now: '2026-01-01T02:00:01.000Z',
};
const drill = {
  backup: 'backup-aaaaaaaaaaa',
  cluster: 'cluster-ddddddddddd',
  region: 'us-east-1',
  recoverySeconds: 1500,
  proof: true,
  cost: 4.8,
};

beforeEach(() => {
  process.env.AWS_REGION = 'us-east-1';
  cloudhsm.reset();
  emptyRecord();
  fileOnRecord({}, { clusterId });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
});

test('of an environment that stands, the drill is told beside what stands: how long until the key was proven, and each hour begun', async () => {
  expect(await handler(event, context)).toEqual({ clusterId, drill });
});

test('an hour to the second is one hour', async () => {
  expect(await handler({ ...event, now: '2026-01-01T01:00:00.000Z' }, context)).toMatchObject({ drill: { cost: 1.6 } });
});

test('of an environment whose cluster is gone, the drill and its secrets are told alone', async () => {
  usersOnRecord({ admin: 'arn:admin' });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });

  expect(await handler(event, context)).toEqual({
    announcement: {
      detailType: 'Environment Changed',
      subject: 'CloudHSM environment production: its backup is proven',
      message: `backup-aaaaaaaaaaa was restored into cluster-ddddddddddd in us-east-1 in 25 minutes, with its keys, and all of it was removed again. Execution: ${execution}`,
    },
    ...{ cluster: null, certificate: null, keyStore: null, backup: null },
    secrets: { admin: 'arn:admin' },
    drill,
  });
});

test('of one that lives in another region, too: its cluster is not looked for here', async () => {
  emptyRecord();
  const recovery = { region: 'us-east-1', subnetIds: environment().subnetIds, securityGroupIds: ['sg-0e6e55e6e55e6e55e'] };
  const brought = { environment: environment({ recovery }), from: 'eu-west-1', clusterId, users: { admin: 'arn:admin' } };
  store('recovery', { brought: JSON.stringify(brought) });

  expect(await handler(event, context)).toMatchObject({ cluster: null, secrets: { admin: 'arn:admin' }, drill });
  expect(cloudhsm.calls()).toEqual([]);
});

test('a proof that failed is what the drill ends with, in its own name and words', async () => {
  const failure = {
    Error: 'BackupNotProven',
    Cause: JSON.stringify({ errorMessage: 'Proving the backup: it lacks the key Remedy: look' }),
  };

  await expect(handler({ ...event, failure, drillClusterId: null, provenAt: null }, context)).rejects.toMatchObject({
    name: 'BackupNotProven',
    message: 'Proving the backup: it lacks the key Remedy: look',
  });
});
