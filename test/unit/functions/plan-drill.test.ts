import { DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { GetSecretValueCommand, ListSecretVersionIdsCommand } from '@aws-sdk/client-secrets-manager';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/plan-drill.ts';
import { cloudhsm, secretsManager } from '../aws.ts';
import { certify, fingerprint } from '../certificates.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { environmentFile } from '../environments.ts';
import { execution, lease, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, store, usersOnRecord } from '../record.ts';

const drill = { ...lease, intent: 'drill' };
const plan = () => handler({ environment: 'production', lease: drill }, context);
const madeAt = new Date('2026-01-02T00:00:00Z');
const backup = { BackupId: 'backup-newest', BackupState: 'READY' as const, CreateTimestamp: madeAt };
let root: string;

beforeAll(async () => {
  root = await certify({ owner: 'organisation' });
});

beforeEach(() => {
  for (const client of [cloudhsm, secretsManager]) client.reset();
  process.env.AWS_REGION = 'us-east-1';
  emptyRecord();
  store('lease#drill', { intent: 'drill', hash: lease.hash, holder: execution, since: '2026-01-01T00:00:00Z', createdBy: execution });
  fileOnRecord({}, { clusterId, trustAnchor: 'arn:anchor', trustAnchorSha256: fingerprint(root) });
  usersOnRecord({ admin: 'arn:admin', lifecycle_canary: 'arn:canary' });
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [backup] });
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:anchor' }).resolves({ SecretString: root });
  secretsManager.on(ListSecretVersionIdsCommand).resolves({ Versions: [{ VersionId: 'version-1', CreatedDate: madeAt }] });
  const canary = { username: 'lifecycle_canary', password: 'x', canary: { publicKey: 'PEM', signature: 'AAAA' } };
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:canary' }).resolves({ SecretString: JSON.stringify(canary) });
});

test('the newest backup is restored, and what the canary left in its time has to come out of it', async () => {
  expect(await plan()).toEqual({ backupId: 'backup-newest', canaryVersion: 'version-1' });
});

test('an environment without a backup is refused', async () => {
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [] });
  await expect(plan()).rejects.toMatchObject({
    name: 'BackupMissing',
    details: { to: 'environment production', problem: 'no backup of it is READY in us-east-1' },
  });
});

test('one that was torn down is refused, with what brings it back', async () => {
  emptyRecord();
  store('lease#drill', { intent: 'drill', hash: lease.hash, holder: execution, since: '2026-01-01T00:00:00Z', createdBy: execution });
  fileOnRecord({});
  await expect(plan()).rejects.toMatchObject({
    name: 'BackupMissing',
    details: {
      problem: 'it has no cluster whose backups could be proven',
      remedy: expect.stringContaining('`npx hsm restore production'),
    },
  });
});

test('in the region where it is to be restored, its copy is drilled; without one, the command that brings it is named', async () => {
  emptyRecord();
  store('lease#drill', { intent: 'drill', hash: lease.hash, holder: execution, since: '2026-01-01T00:00:00Z', createdBy: execution });
  const brought = {
    environment: environmentFile(),
    from: 'eu-west-1',
    clusterId,
    users: { lifecycle_canary: 'arn:canary' },
    trustAnchor: { secretArn: 'arn:anchor', sha256: fingerprint(root) },
  };
  store('recovery', { brought: JSON.stringify(brought) });
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [] });
  await expect(plan()).rejects.toMatchObject({
    name: 'BackupMissing',
    details: { remedy: expect.stringMatching(/^`npx hsm copy-backups production --region eu-west-1/) },
  });

  const copy = { ...backup, BackupId: 'backup-copy', SourceCluster: clusterId, TagList: describedCluster().TagList };
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [copy] });
  expect(await plan()).toMatchObject({ backupId: 'backup-copy' });
});

test('an escrowed root that is not the one on record is found before anything is made', async () => {
  fileOnRecord({}, { trustAnchor: 'arn:anchor', trustAnchorSha256: 'ab', clusterId });
  await expect(plan()).rejects.toMatchObject({ name: 'SecretUnusable', details: { to: 'arn:anchor' } });
});

test('a backup from before the canary proves nothing', async () => {
  const CreatedDate = new Date(madeAt.getTime() + 1000);
  secretsManager.on(ListSecretVersionIdsCommand).resolves({ Versions: [{ VersionId: 'version-1', CreatedDate }] });
  await expect(plan()).rejects.toMatchObject({ name: 'CanaryMissing' });
});

test('nothing is planned while another drill holds the lease', async () => {
  store('lease#drill', { holder: otherExecution });
  await expect(plan()).rejects.toMatchObject({ name: 'LeaseLost' });
});
