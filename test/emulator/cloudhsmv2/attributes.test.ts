import { describe, expect, it } from 'vitest';
import { loadModel } from '../../../emulator/models/model.ts';
import { cloudhsmv2 } from '../../../emulator/services/cloudhsmv2/index.ts';
import { localAws } from '../../local-aws.ts';
import { anyKey } from './any-key.ts';
import { activeCluster, course, describeBackups, describeCluster, hsm, newCluster, olderAws } from './lifecycle.ts';

const invalid = { code: 'CloudHsmInvalidRequestException' };
const notFound = { code: 'CloudHsmResourceNotFoundException' };

describe('the CloudHSM API', () => {
  it('is emulated with every operation of its model', () => {
    expect(Object.keys(cloudhsmv2.operations).sort()).toEqual(Object.keys(loadModel('cloudhsmv2').operations).sort());
    expect(Object.keys(cloudhsmv2.operations)).toHaveLength(18);
  });

  it('names the resources that a permission is about', async () => {
    const { home } = await localAws();
    const resources = (operation: string, input: object, place = home) => cloudhsmv2.operations[operation]!.resources!(input, place);
    const cluster = 'arn:aws:cloudhsm:us-east-1:123456789012:cluster/cluster-22222222222';
    const backup = 'arn:aws:cloudhsm:us-east-1:123456789012:backup/backup-22222222222';
    expect(resources('CreateHsm', { ClusterId: 'cluster-22222222222' })).toEqual([cluster]);
    expect(resources('ListTags', { ResourceId: 'cluster-22222222222' })).toEqual([cluster]);
    expect(resources('TagResource', { ResourceId: 'backup-22222222222' })).toEqual([backup]);
    expect(resources('CreateCluster', { SourceBackupId: 'backup-22222222222' })).toEqual([backup]);
    expect(resources('CreateCluster', {})).toEqual(['*']);
    expect(resources('DeleteBackup', { BackupId: 'backup-22222222222' }, home.elsewhere('us-west-2'))).toEqual([
      backup.replace('us-east-1', 'us-west-2'),
    ]);
  });
});

describe('ModifyCluster', () => {
  it('keeps no CSR from an HSM that becomes ACTIVE meanwhile', async () => {
    const aws = await localAws({ account: { durations: { createHsm: [60, 60], modifyCluster: [90, 90] } } });
    const ClusterId = await newCluster(aws);
    await hsm(aws, 'CreateHsm', { ClusterId, AvailabilityZone: 'us-east-1a' });
    await hsm(aws, 'ModifyCluster', { ClusterId, BackupRetentionPolicy: { Type: 'DAYS', Value: '30' } });
    await aws.home.clock.idle();
    expect((await describeCluster(aws, ClusterId)).Certificates.ClusterCsr).toContain('BEGIN CERTIFICATE REQUEST');
  });

  it('changes the retention and passes through MODIFY_IN_PROGRESS', async () => {
    const aws = await localAws();
    const clusterId = await newCluster(aws);
    const hold = aws.home.clock.hold();
    const { Cluster } = await hsm(aws, 'ModifyCluster', { ClusterId: clusterId, BackupRetentionPolicy: { Type: 'DAYS', Value: '8' } });
    expect(Cluster).toMatchObject({ State: 'MODIFY_IN_PROGRESS', BackupRetentionPolicy: { Value: '90' } });
    const states = course(aws, () => aws.home.cloudhsmv2.cluster(clusterId)!.state);
    hold.release();
    await aws.home.clock.advance(60);
    expect(await describeCluster(aws, clusterId)).toMatchObject({
      State: 'UNINITIALIZED',
      BackupRetentionPolicy: { Type: 'DAYS', Value: '8' },
    });
    expect(states).toEqual(['MODIFY_IN_PROGRESS', 'UNINITIALIZED']);
  });

  it('refuses a retention outside 7–379 days and an empty change', async () => {
    const aws = await localAws();
    const ClusterId = await newCluster(aws);
    await expect(hsm(aws, 'ModifyCluster', { ClusterId })).rejects.toMatchObject(invalid);
    const BackupRetentionPolicy = { Type: 'DAYS', Value: '500' };
    await expect(hsm(aws, 'ModifyCluster', { ClusterId, BackupRetentionPolicy })).rejects.toMatchObject(invalid);
    await expect(hsm(aws, 'ModifyCluster', { ClusterId: 'cluster-22222222222', BackupRetentionPolicy })).rejects.toMatchObject(notFound);
  });

  it('moves hsm1.medium to hsm2m.medium, back within a day, and nowhere else', async () => {
    const aws = await olderAws();
    const clusterId = await activeCluster(aws, { HsmType: 'hsm1.medium' });
    const change = async (HsmType: string) => {
      await hsm(aws, 'ModifyCluster', { ClusterId: clusterId, HsmType });
      await aws.home.clock.idle();
      return describeCluster(aws, clusterId);
    };
    await expect(change('hsm1.medium')).rejects.toMatchObject(invalid);
    const moved = await change('hsm2m.medium');
    expect(moved).toMatchObject({ State: 'ACTIVE', HsmType: 'hsm2m.medium', HsmTypeRollbackExpiration: expect.any(Number) });
    expect(await describeBackups(aws, { clusterIds: [clusterId] })).toHaveLength(2);
    expect((await change('hsm1.medium')).HsmType).toBe('hsm1.medium');
    await change('hsm2m.medium');
    await aws.home.clock.advance(24 * 3600);
    await expect(change('hsm1.medium')).rejects.toMatchObject(invalid);
  });
});

describe('a change of the HSM type', () => {
  /** A cluster of hsm1.medium, with the clock held. */
  async function older() {
    const aws = await olderAws();
    const clusterId = await activeCluster(aws, { HsmType: 'hsm1.medium' });
    const hold = aws.home.clock.hold();
    const change = async (HsmType: string) => (await hsm(aws, 'ModifyCluster', { ClusterId: clusterId, HsmType })).Cluster;
    return { aws, clusterId, hold, change };
  }

  it('can be undone for a day from its start, and lets no HSM in or out meanwhile', async () => {
    const { aws, clusterId, change } = await older();
    const began = aws.home.clock.now();
    const Hsms = [{ HsmType: 'hsm1.medium' }];
    const HsmTypeRollbackExpiration = began / 1000 + 24 * 3600;
    const begun = { State: 'MODIFY_IN_PROGRESS', HsmType: 'hsm2m.medium', HsmTypeRollbackExpiration, Hsms };
    expect(await change('hsm2m.medium')).toMatchObject(begun);
    const [{ HsmId }] = (await describeCluster(aws, clusterId)).Hsms;
    await expect(hsm(aws, 'DeleteHsm', { ClusterId: clusterId, HsmId })).rejects.toMatchObject(invalid);
    await expect(hsm(aws, 'CreateHsm', { ClusterId: clusterId, AvailabilityZone: 'us-east-1b' })).rejects.toMatchObject(invalid);
    await expect(change('hsm2m.medium')).rejects.toMatchObject(invalid);
  });

  it('can be called back while it is under way', async () => {
    const { aws, clusterId, hold, change } = await older();
    await change('hsm2m.medium');
    expect(await change('hsm1.medium')).toMatchObject({ State: 'ROLLBACK_IN_PROGRESS', HsmType: 'hsm1.medium' });
    await expect(change('hsm2m.medium')).rejects.toMatchObject(invalid);
    const states = course(aws, () => aws.home.cloudhsmv2.cluster(clusterId)!.state);
    hold.release();
    await aws.home.clock.advance(3600);
    expect(states).toEqual(['ROLLBACK_IN_PROGRESS', 'ACTIVE']);
    expect(await describeCluster(aws, clusterId)).toMatchObject({ HsmType: 'hsm1.medium', Hsms: [{ HsmType: 'hsm1.medium' }] });
  });

  it('takes with it what came into the hardware meanwhile, when it is undone', async () => {
    const { aws, clusterId, hold, change } = await older();
    hold.release();
    await change('hsm2m.medium');
    await aws.home.clock.idle();
    const cluster = aws.home.cloudhsmv2.cluster(clusterId)!;
    cluster.keys.set('young', anyKey);
    cluster.hsms[0]!.users.push({ username: 'young', role: 'crypto-user', password: 'secret', badLogins: 0, locked: false });
    await change('hsm1.medium');
    await aws.home.clock.idle();
    expect(cluster.hsms[0]!.users.map(({ username }) => username)).toEqual(['admin', 'app_user']);
    expect(cluster.keys.size).toBe(0);
    expect((await describeCluster(aws, clusterId)).HsmTypeRollbackExpiration).toBeUndefined();
  });
});

describe('tags', () => {
  it('are added, replaced, listed in pages and removed, on clusters and backups', async () => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws, { TagList: [{ Key: 'a', Value: '1' }] });
    const [{ BackupId }] = await describeBackups(aws);
    for (const ResourceId of [clusterId, BackupId]) {
      const TagList = [
        { Key: 'a', Value: '2' },
        { Key: 'b', Value: '' },
      ];
      await hsm(aws, 'TagResource', { ResourceId, TagList });
      const first = await hsm(aws, 'ListTags', { ResourceId, MaxResults: 1 });
      const second = await hsm(aws, 'ListTags', { ResourceId, MaxResults: 1, NextToken: first.NextToken });
      expect([...first.TagList, ...second.TagList]).toEqual(TagList);
      await hsm(aws, 'UntagResource', { ResourceId, TagKeyList: ['a', 'absent'] });
      expect(await hsm(aws, 'ListTags', { ResourceId })).toEqual({ TagList: [{ Key: 'b', Value: '' }] });
    }
    expect((await describeCluster(aws, clusterId)).TagList).toEqual([{ Key: 'b', Value: '' }]);
  });

  it('stop at fifty, and need a resource that exists', async () => {
    const aws = await localAws();
    const fifty = Array.from({ length: 50 }, (_, index) => ({ Key: `key-${index}`, Value: '' }));
    const ResourceId = await newCluster(aws, { TagList: fifty });
    const tag = (id: string, Key: string) => hsm(aws, 'TagResource', { ResourceId: id, TagList: [{ Key, Value: 'new' }] });
    await tag(ResourceId, 'key-7');
    await expect(tag(ResourceId, 'one-more')).rejects.toMatchObject({ code: 'CloudHsmResourceLimitExceededException' });
    await expect(tag('cluster-22222222222', 'a')).rejects.toMatchObject(notFound);
  });
});

describe('resource policies', () => {
  it('are put on a READY backup, read and deleted, and empty without one', async () => {
    const aws = await localAws();
    await activeCluster(aws);
    const [{ BackupArn: ResourceArn }] = await describeBackups(aws);
    expect(await hsm(aws, 'GetResourcePolicy', { ResourceArn })).toEqual({ Policy: '{}' });
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    expect(await hsm(aws, 'PutResourcePolicy', { ResourceArn, Policy })).toEqual({ ResourceArn, Policy });
    expect(await hsm(aws, 'GetResourcePolicy', { ResourceArn })).toEqual({ Policy });
    expect(await hsm(aws, 'DeleteResourcePolicy', { ResourceArn })).toEqual({ ResourceArn, Policy });
    expect(await hsm(aws, 'GetResourcePolicy', { ResourceArn })).toEqual({ Policy: '{}' });
  });

  it('are refused on anything else, and where they are no policy', async () => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws);
    const [{ BackupArn }] = await describeBackups(aws);
    const put = (ResourceArn: string, Policy = '{"Statement": []}') => hsm(aws, 'PutResourcePolicy', { ResourceArn, Policy });
    await expect(put(aws.home.arn('cloudhsm', `cluster/${clusterId}`))).rejects.toMatchObject(invalid);
    await expect(put(BackupArn.replace(/backup-\w+$/, 'backup-22222222222'))).rejects.toMatchObject(notFound);
    await expect(put(BackupArn, 'not JSON')).rejects.toMatchObject(invalid);
    await expect(hsm(aws, 'GetResourcePolicy', {})).rejects.toMatchObject(invalid);
  });
});

describe('completeActivation', () => {
  it('is refused for a cluster that is not INITIALIZED', async () => {
    const aws = await localAws();
    const clusterId = await newCluster(aws);
    expect(() => aws.home.cloudhsmv2.completeActivation(clusterId)).toThrow('not INITIALIZED');
  });
});

describe('a caller of another region', () => {
  it('sees none of the clusters', async () => {
    const aws = await localAws();
    const ClusterId = await newCluster(aws);
    const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;
    const call = (operation: string, input: object) => aws.home.elsewhere('us-west-2').call('cloudhsmv2', operation, input, person);
    expect(await call('DescribeClusters', {})).toMatchObject({ Clusters: [] });
    await expect(call('DeleteCluster', { ClusterId })).rejects.toMatchObject(notFound);
  });
});
