import { CopyBackupToRegionCommand, DeleteBackupCommand, DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler as checkCopy } from '../../../functions/check-copy.ts';
import { handler as copyBackup } from '../../../functions/copy-backup.ts';
import { handler as removeOldCopies } from '../../../functions/remove-old-copies.ts';
import { cloudhsm } from '../aws.ts';
import { context } from '../lambda-context.ts';
import { connectionCut, rejection } from '../service-errors.ts';

const copy = {
  environment: 'production',
  clusterId: 'cluster-aaaaaaaaaaa',
  backupId: 'backup-aaaaaaaaaaa',
  region: 'us-west-2',
  keep: 2,
  recovery: false,
};
const tags = [
  { Key: 'cloudhsm-lifecycle:environment', Value: 'production' },
  { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
];

/** A copy as DescribeBackups shows it. */
const shown = (SourceBackup: string, day: number, changes: object = {}) => ({
  BackupId: `copy-of-${SourceBackup}`,
  BackupState: 'READY' as const,
  SourceCluster: copy.clusterId,
  SourceBackup,
  CreateTimestamp: new Date(Date.UTC(2026, 0, day)),
  TagList: tags,
  ...changes,
});
const there = (...Backups: object[]) => cloudhsm.on(DescribeBackupsCommand).resolves({ Backups } as never);
const asked = () => cloudhsm.commandCalls(CopyBackupToRegionCommand).length;
const deleted = () => cloudhsm.commandCalls(DeleteBackupCommand).map(({ args }) => args[0].input.BackupId);

beforeEach(() => {
  cloudhsm.reset();
  process.env.STAGE = 'dev';
  process.env.AWS_REGION = 'us-east-1';
});

test('a copy is asked for once: with tags of ours, and not where it is there or comes', async () => {
  there(shown('backup-older', 1));
  expect(await copyBackup({ copy, looks: 0 }, context)).toEqual({ asked: true });
  expect(cloudhsm.commandCalls(CopyBackupToRegionCommand)[0]!.args[0].input).toEqual({
    BackupId: copy.backupId,
    DestinationRegion: 'us-west-2',
    TagList: tags,
  });
  there(shown(copy.backupId, 2, { BackupState: 'CREATE_IN_PROGRESS' }));
  expect(await copyBackup({ copy, looks: 0 }, context)).toEqual({ asked: false });
  expect(asked()).toBe(1);
});

test('a request whose outcome is not known is looked for before it is sent again', async () => {
  there();
  cloudhsm.on(CopyBackupToRegionCommand).rejects(connectionCut());
  await expect(copyBackup({ copy, looks: 0 }, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  for (const looks of [1, 2]) await expect(copyBackup({ copy, looks }, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  expect(asked()).toBe(1);
  cloudhsm.on(CopyBackupToRegionCommand).resolves({});
  expect(await copyBackup({ copy, looks: 3 }, context)).toEqual({ asked: true });
});

const waiting = (seconds: number) => ({
  awaited: 'createBackup' as const,
  since: '2026-01-05T09:00:00.000Z',
  now: new Date(Date.UTC(2026, 0, 5, 9, 0, seconds)).toISOString(),
  deadlineSeconds: 21_600,
  pace: 1,
});

test('a copy that is not shown has failed after two minutes, and for good at the third', async () => {
  there();
  const seen = 'production to us-west-2: not to be seen';
  expect(await checkCopy({ copy, tries: 1, waiting: waiting(120) }, context)).toMatchObject({ ready: false, failed: false, seen });
  expect(await checkCopy({ copy, tries: 2, waiting: waiting(121) }, context)).toMatchObject({ ready: false, failed: true });
  await expect(checkCopy({ copy, tries: 3, waiting: waiting(121) }, context)).rejects.toMatchObject({
    name: 'TransientServiceError',
    details: { to: copy.backupId, problem: 'CloudHSM has made none of 3 copies that it was asked for' },
  });
  there(shown(copy.backupId, 5));
  expect(await checkCopy({ copy, tries: 3, waiting: waiting(600) }, context)).toMatchObject({ ready: true, failed: false });
});

test('a copy that CloudHSM makes has not failed, however long that takes', async () => {
  there(shown('backup-older', 5), shown(copy.backupId, 5, { BackupState: 'CREATE_IN_PROGRESS' }));
  const seen = 'production to us-west-2: CREATE_IN_PROGRESS';
  expect(await checkCopy({ copy, tries: 3, waiting: waiting(3600) }, context)).toMatchObject({ ready: false, failed: false, seen });
  await expect(checkCopy({ copy, tries: 1, waiting: waiting(21_601) }, context)).rejects.toMatchObject({ name: 'WaitDeadlineExceeded' });
});

test('the newest copies are kept, and what is not ours is left alone', async () => {
  there(
    shown('backup-1', 1),
    shown('backup-4', 4),
    shown('backup-2', 2),
    shown('backup-3', 3, { BackupState: 'CREATE_IN_PROGRESS' }),
    shown('backup-0', 0, { TagList: [] }),
    shown('backup-x', 0, { SourceCluster: 'cluster-bbbbbbbbbbb' }),
  );
  expect(await removeOldCopies({ copy }, context)).toMatchObject({ copy: 'copy-of-backup-4', removed: ['copy-of-backup-1'] });
  expect(deleted()).toEqual(['copy-of-backup-1']);
});

test('the last copy is never deleted', async () => {
  there(shown('backup-1', 1));
  expect(await removeOldCopies({ copy: { ...copy, keep: 1 } }, context)).toMatchObject({ removed: [] });
  expect(deleted()).toEqual([]);
});

test('copies are deleted in their region', async () => {
  there(shown('backup-1', 1), shown('backup-2', 2), shown('backup-3', 3));
  const regions: string[] = [];
  cloudhsm.on(DeleteBackupCommand).callsFake(async (_, client) => void regions.push(await client().config.region()));
  await removeOldCopies({ copy }, context);
  expect(regions).toEqual(['us-west-2']);
});

test('an old copy that is gone by itself is removed, and the others go too', async () => {
  there(shown('backup-1', 1), shown('backup-2', 2), shown('backup-3', 3));
  cloudhsm.on(DeleteBackupCommand, { BackupId: 'copy-of-backup-2' }).rejects(rejection('CloudHsmResourceNotFoundException'));
  expect(await removeOldCopies({ copy: { ...copy, keep: 1 } }, context)).toMatchObject({
    removed: ['copy-of-backup-2', 'copy-of-backup-1'],
  });
  expect(deleted()).toEqual(['copy-of-backup-2', 'copy-of-backup-1']);
});

test('a copy that may not be deleted is named', async () => {
  there(shown('backup-1', 1), shown('backup-2', 2));
  cloudhsm.on(DeleteBackupCommand).rejects(rejection('CloudHsmAccessDeniedException'));
  await expect(removeOldCopies({ copy: { ...copy, keep: 1 } }, context)).rejects.toMatchObject({
    name: 'AccessDenied',
    details: { doing: 'deleting an old copy in us-west-2', to: 'copy-of-backup-1' },
  });
});
