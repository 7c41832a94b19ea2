import { CloudHSMV2Client, CopyBackupToRegionCommand, DeleteBackupCommand, DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { connection, localAws } from '../../local-aws.ts';
import { activeCluster, addHsm, describeBackups, describeCluster, hsm, newCluster, withBackup } from './lifecycle.ts';

const day = 24 * 3600;
const invalid = { code: 'CloudHsmInvalidRequestException' };
const notFound = { code: 'CloudHsmResourceNotFoundException' };

const inRegion = (aws: Emulator, region: string) => new CloudHSMV2Client({ ...connection(aws), region });

describe('automatic backups', () => {
  it('are taken on activation, and on adding and removing an HSM', async () => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws);
    const [first, ...none] = await describeBackups(aws, { clusterIds: [clusterId] });
    expect(none).toEqual([]);
    expect(first).toMatchObject({
      BackupId: expect.stringMatching(/^backup-[a-z2-7]{11}$/),
      BackupArn: `arn:aws:cloudhsm:us-east-1:123456789012:backup/${first.BackupId}`,
      BackupState: 'READY',
      ClusterId: clusterId,
      HsmType: 'hsm2m.medium',
      Mode: 'FIPS',
      NeverExpires: false,
      TagList: [],
    });
    const { EniId } = await addHsm(aws, clusterId, 1);
    expect(await describeBackups(aws)).toHaveLength(2);
    const hold = aws.home.clock.hold();
    await hsm(aws, 'DeleteHsm', { ClusterId: clusterId, EniId });
    expect(await describeBackups(aws, { states: ['CREATE_IN_PROGRESS'] })).toHaveLength(1);
    hold.release();
    await aws.home.clock.idle();
    expect(await describeBackups(aws, { states: ['READY'] })).toHaveLength(3);
  });

  it('are not taken before activation', async () => {
    const aws = await localAws();
    const clusterId = await newCluster(aws);
    const { EniId } = await addHsm(aws, clusterId);
    await hsm(aws, 'DeleteHsm', { ClusterId: clusterId, EniId });
    await aws.home.clock.advance(2 * day);
    expect(await describeBackups(aws)).toEqual([]);
  });

  it('are taken every day while an HSM is active', async () => {
    const { aws, clusterId } = await withBackup();
    await aws.home.clock.advance(3 * day);
    await aws.home.clock.idle();
    expect(await describeBackups(aws)).toHaveLength(4);
    await hsm(aws, 'DeleteHsm', { ClusterId: clusterId, EniId: (await describeCluster(aws, clusterId)).Hsms[0].EniId });
    await aws.home.clock.advance(3 * day);
    expect(await describeBackups(aws)).toHaveLength(5);
  });

  it('expire by the cluster’s retention, restorable for seven days, except those that never expire', async () => {
    const { aws, backupId } = await withBackup({ BackupRetentionPolicy: { Type: 'DAYS', Value: '7' } });
    await aws.home.clock.advance(day + 600);
    const [exempt] = await describeBackups(aws);
    const { Backup } = await hsm(aws, 'ModifyBackupAttributes', { BackupId: exempt.BackupId, NeverExpires: true });
    expect(Backup.NeverExpires).toBe(true);
    for (const wanted of ['true', 'True']) expect(await describeBackups(aws, { neverExpires: [wanted] })).toHaveLength(1);
    await aws.home.clock.advance(7 * day);
    const [expired] = await describeBackups(aws, { backupIds: [backupId] });
    expect(expired).toMatchObject({ BackupState: 'PENDING_DELETION', DeleteTimestamp: expect.any(Number) });
    expect((await describeBackups(aws, { backupIds: [exempt.BackupId] }))[0].BackupState).toBe('READY');
    await aws.home.clock.advance(8 * day);
    expect(await describeBackups(aws, { backupIds: [backupId] })).toEqual([]);
  });

  it('never lose a cluster’s last one to retention', async () => {
    const { aws, clusterId } = await withBackup({ BackupRetentionPolicy: { Type: 'DAYS', Value: '7' } });
    await hsm(aws, 'DeleteHsm', { ClusterId: clusterId, EniId: (await describeCluster(aws, clusterId)).Hsms[0].EniId });
    await aws.home.clock.advance(60 * day);
    expect(await describeBackups(aws)).toMatchObject([{ BackupState: 'READY' }]);
  });
});

describe('DescribeBackups', () => {
  it('sorts the newest first unless told otherwise, and gives pages', async () => {
    const { aws } = await withBackup();
    await aws.home.clock.advance(2 * day);
    const times = (answer: any) => answer.Backups.map((backup: any) => backup.CreateTimestamp);
    const newest = times(await hsm(aws, 'DescribeBackups'));
    expect(newest).toEqual(newest.toSorted((a: number, b: number) => b - a));
    expect(times(await hsm(aws, 'DescribeBackups', { SortAscending: true }))).toEqual(newest.toReversed());
    const first = await hsm(aws, 'DescribeBackups', { MaxResults: 2 });
    const second = await hsm(aws, 'DescribeBackups', { MaxResults: 2, NextToken: first.NextToken });
    expect([...times(first), ...times(second)]).toEqual(newest);
    expect(await hsm(aws, 'DescribeBackups', { Shared: true })).toEqual({ Backups: [] });
    await expect(hsm(aws, 'DescribeBackups', { Filters: { age: ['1'] } })).rejects.toMatchObject(invalid);
  });
});

describe('DeleteBackup and RestoreBackup', () => {
  it('hold a deleted backup for seven days', async () => {
    const { aws, backupId: BackupId } = await withBackup();
    await expect(hsm(aws, 'RestoreBackup', { BackupId })).rejects.toMatchObject(invalid);
    const deleted = (await hsm(aws, 'DeleteBackup', { BackupId })).Backup;
    expect(deleted.BackupState).toBe('PENDING_DELETION');
    expect(deleted.DeleteTimestamp * 1000 - aws.home.clock.now()).toBeCloseTo(7 * day * 1000, -3);
    await expect(hsm(aws, 'DeleteBackup', { BackupId })).rejects.toMatchObject(invalid);
    await aws.home.clock.advance(6 * day);
    expect((await hsm(aws, 'RestoreBackup', { BackupId })).Backup.BackupState).toBe('READY');
    await aws.home.clock.advance(2 * day);
    expect((await describeBackups(aws, { backupIds: [BackupId] }))[0].BackupState).toBe('READY');
    await hsm(aws, 'DeleteBackup', { BackupId });
    await aws.home.clock.advance(7 * day);
    expect((await describeBackups(aws, { backupIds: [BackupId] }))[0].BackupState).toBe('DELETED');
    await expect(hsm(aws, 'RestoreBackup', { BackupId })).rejects.toMatchObject(notFound);
  });

  it('do not know an unknown backup', async () => {
    const aws = await localAws();
    for (const operation of ['DeleteBackup', 'RestoreBackup'])
      await expect(hsm(aws, operation, { BackupId: 'backup-22222222222' })).rejects.toMatchObject(notFound);
  });
});

describe('CopyBackupToRegion', () => {
  it('makes a copy that the destination region finds by its source, with tags and no retention', async () => {
    const { aws, clusterId, backupId } = await withBackup();
    const { DestinationBackup } = await hsm(aws, 'CopyBackupToRegion', {
      BackupId: backupId,
      DestinationRegion: 'us-west-2',
      TagList: [{ Key: 'copied-by', Value: 'test' }],
    });
    expect(DestinationBackup).toMatchObject({ SourceRegion: 'us-east-1', SourceBackup: backupId, SourceCluster: clusterId });
    await aws.home.clock.idle();
    const west = inRegion(aws, 'us-west-2');
    const find = new DescribeBackupsCommand({ Filters: { sourceBackupIds: [backupId] } });
    const [copy] = (await west.send(find)).Backups!;
    expect(copy).toMatchObject({
      BackupState: 'READY',
      SourceRegion: 'us-east-1',
      SourceBackup: backupId,
      SourceCluster: clusterId,
      CopyTimestamp: expect.any(Date),
      TagList: [{ Key: 'copied-by', Value: 'test' }],
    });
    expect(copy!.BackupId).not.toBe(backupId);
    expect(await describeBackups(aws, { sourceBackupIds: [backupId] })).toEqual([]);
    await aws.home.clock.advance(400 * day);
    expect((await west.send(find)).Backups![0]!.BackupState).toBe('READY');
    await west.send(new DeleteBackupCommand({ BackupId: copy!.BackupId }));
    expect((await west.send(find)).Backups![0]!.BackupState).toBe('PENDING_DELETION');
  });

  it('takes the tags of its source where none are given, and keeps a copy that comes back from the retention of the cluster', async () => {
    const { aws, backupId } = await withBackup({ BackupRetentionPolicy: { Type: 'DAYS', Value: '7' } });
    await hsm(aws, 'TagResource', { ResourceId: backupId, TagList: [{ Key: 'kept', Value: 'yes' }] });
    await hsm(aws, 'CopyBackupToRegion', { BackupId: backupId, DestinationRegion: 'us-west-2' });
    await aws.home.clock.idle();
    const west = inRegion(aws, 'us-west-2');
    const [there] = (await west.send(new DescribeBackupsCommand({}))).Backups!;
    expect(there!.TagList).toEqual([{ Key: 'kept', Value: 'yes' }]);
    await west.send(new CopyBackupToRegionCommand({ BackupId: there!.BackupId!, DestinationRegion: 'us-east-1' }));
    await aws.home.clock.advance(20 * day);
    expect(await describeBackups(aws, { sourceBackupIds: [there!.BackupId!] })).toMatchObject([{ BackupState: 'READY' }]);
  });

  it('refuses its own region and a backup that is not READY', async () => {
    const { aws, backupId: BackupId } = await withBackup();
    await expect(hsm(aws, 'CopyBackupToRegion', { BackupId, DestinationRegion: 'us-east-1' })).rejects.toMatchObject(invalid);
    await hsm(aws, 'DeleteBackup', { BackupId });
    await expect(hsm(aws, 'CopyBackupToRegion', { BackupId, DestinationRegion: 'us-west-2' })).rejects.toMatchObject(invalid);
  });
});
