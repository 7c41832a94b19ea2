import { DescribeClustersCommand, type Hsm } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/plan-rotation.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy, usersOnRecord } from '../record.ts';

const users = {
  kmsuser: 'arn:kmsuser',
  reports: 'arn:reports',
  lifecycle_canary: 'arn:canary',
  admin: 'arn:admin',
  application: 'arn:app',
};
const plan = (user?: string | null) => handler({ environment: 'production', lease, user, now }, context);

function stands(Hsms: Hsm[] = [describedHsm(1)], changes: Parameters<typeof describedCluster>[0] = {}): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms, ...changes })] });
}

beforeEach(() => {
  cloudhsm.reset();
  emptyRecord();
  fileOnRecord({ hsmCount: 2 }, { clusterId, trustAnchor: 'arn:anchor', trustAnchorSha256: 'ab' });
  usersOnRecord(users);
  leaseHeldBy(execution);
  stands();
});

test('everybody gets a new password, the administrator first; kmsuser and the canary keep theirs', async () => {
  expect(await plan()).toMatchObject({
    clusterId,
    users: [
      { user: 'admin', secretArn: 'arn:admin' },
      { user: 'application', secretArn: 'arn:app' },
      { user: 'reports', secretArn: 'arn:reports' },
    ],
    kmsUser: [],
  });
});

test('one who is named gets one alone', async () => {
  expect(await plan('application')).toMatchObject({ users: [{ user: 'application', secretArn: 'arn:app' }], kmsUser: [] });
});

test('kmsuser gets one where it is named: KMS has to let go of it first', async () => {
  expect(await plan('kmsuser')).toMatchObject({ users: [], kmsUser: [{ user: 'kmsuser', secretArn: 'arn:kmsuser' }] });
});

test('the task gets nothing of the canary, whose secret holds more than a password', async () => {
  const { task } = await plan();
  const { lifecycle_canary: _, ...others } = users;
  expect(task.request.users).toEqual(others);
});

test.each(['somebody', 'lifecycle_canary'])('%s is refused, with those who can be named', async (user) => {
  await expect(plan(user)).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    message: expect.stringMatching(new RegExp(`${user} is no user of this environment.*known are admin, application, kmsuser, reports`)),
  });
});

test('where the record knows no users, provisioning makes them', async () => {
  usersOnRecord({});
  await expect(plan('application')).rejects.toMatchObject({ message: expect.stringContaining('provision the environment first') });
  await expect(plan()).rejects.toMatchObject({ name: 'EnvironmentIncomplete' });
});

test.each<[string, string, () => void]>([
  ['never activated', 'EnvironmentIncomplete', () => stands([describedHsm(1)], { State: 'INITIALIZED' })],
  ['without an HSM that works', 'EnvironmentIncomplete', () => stands([])],
  ['whose HSMs have all failed', 'LastHsmDegraded', () => stands([describedHsm(1, { State: 'DEGRADED' })])],
  ['that has failed', 'ClusterDegraded', () => stands([describedHsm(1)], { State: 'DEGRADED' })],
])('on a cluster %s no password is changed', async (_, name, is) => {
  is();
  await expect(plan()).rejects.toMatchObject({ name });
});

test('nothing is planned while another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);
  await expect(plan()).rejects.toMatchObject({ name: 'LeaseHeld' });
});
