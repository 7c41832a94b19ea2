import { DescribeKeyCommand, NotFoundException } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import type { SourceBackup } from '../../../../core/cloudhsm/backup.ts';
import type { Cluster } from '../../../../core/cloudhsm/cluster.ts';
import type { Facts } from '../../../../core/preflight/facts.ts';
import { checkKeysInBackup } from '../../../../core/preflight/keys-in-backup.ts';
import { emptyAccount } from '../../account.ts';
import { kms } from '../../aws.ts';
import { environment } from '../../environments.ts';
import { emptyRecord, fileOnRecord } from '../../record.ts';

const sourceBackupId = 'backup-aaaaaaaaaaa';
const own = { clusterId: 'cluster-aaaaaaaaaaa' } as Cluster;
const asked = environment({ cluster: { sourceBackupId }, keyStore: { name: 'store', keys: [{ name: 'documents' }] } });
const source = { id: sourceBackupId, state: 'READY', clusterId: own.clusterId, createdAt: '2026-01-02T00:00:00.000Z' } as SourceBackup;
const keyArn = 'arn:aws:kms:us-east-1:123456789012:key/1';

function look(facts: Partial<Facts>) {
  return checkKeysInBackup(asked, { ...emptyAccount, intent: 'restore', source, ...facts });
}

beforeEach(() => {
  kms.reset();
  emptyRecord();
  fileOnRecord({}, { 'key documents': keyArn });
});

function keyIsOf(date: string): void {
  kms.on(DescribeKeyCommand, { KeyId: keyArn }).resolves({ KeyMetadata: { KeyId: '1', CreationDate: new Date(date) } });
}

test('a cluster gives way to no backup that is older than a key of the file', async () => {
  keyIsOf('2026-01-02T00:00:01Z');
  const { problems, warnings } = await look({ own });
  expect(warnings).toEqual([]);
  expect(problems).toEqual([
    expect.objectContaining({
      problem: expect.stringContaining('documents (created 2026-01-02T00:00:01.000Z)'),
      remedy: expect.stringContaining(`name a younger backup (\`aws cloudhsmv2 describe-backups --filters clusterIds=${own.clusterId}\`)`),
    }),
  ]);
});

test('where the cluster is gone, an older backup is better than none', async () => {
  keyIsOf('2026-01-02T00:00:01Z');
  const { problems, warnings } = await look({ own: undefined });
  expect(problems).toEqual([]);
  expect(warnings).toEqual([expect.objectContaining({ remedy: expect.stringContaining('declare a key under another name') })]);
});

test('a backup that is younger than all keys holds them, and what KMS shows no more is not in its way', async () => {
  keyIsOf('2026-01-01T23:59:59Z');
  expect(await look({ own })).toEqual({ problems: [], warnings: [] });
  kms.on(DescribeKeyCommand).rejects(new NotFoundException({ message: '', $metadata: {} }));
  expect(await look({ own })).toEqual({ problems: [], warnings: [] });
});

test('only a restore asks', async () => {
  keyIsOf('2026-01-03T00:00:00Z');
  expect(await look({ own, intent: 'provision' })).toEqual({ problems: [], warnings: [] });
});
