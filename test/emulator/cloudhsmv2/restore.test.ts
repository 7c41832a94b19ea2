import { describe, expect, it } from 'vitest';
import { anyKey } from './any-key.ts';
import { addHsm, adminPassword, describeBackups, describeCluster, hsm, newCluster, subnets, withBackup } from './lifecycle.ts';

const notFound = { code: 'CloudHsmResourceNotFoundException' };

describe('a cluster from a backup', () => {
  it('is ACTIVE without HSMs and has certificate, users and keys of its source', async () => {
    const { aws, clusterId } = await withBackup();
    const source = aws.home.cloudhsmv2.cluster(clusterId)!;
    source.keys.set('key', anyKey);
    await addHsm(aws, clusterId, 1);
    const [backup] = await describeBackups(aws);
    source.keys.set('younger', anyKey);
    const restored = await newCluster(aws, { SourceBackupId: backup.BackupArn });
    expect(await describeCluster(aws, restored)).toMatchObject({
      State: 'ACTIVE',
      Hsms: [],
      SourceBackupId: backup.BackupId,
      Certificates: { ClusterCertificate: source.certificates.clusterCertificate },
    });
    await addHsm(aws, restored);
    const cluster = aws.home.cloudhsmv2.cluster(restored)!;
    expect(cluster.hsms[0]!.users).toMatchObject([{ username: 'admin', role: 'admin', password: adminPassword }, { username: 'app_user' }]);
    expect([...cluster.keys.keys()]).toEqual(['key']);
    expect(cluster.history).toBe(source.history);
    expect(cluster.trustAnchor).toBe(source.trustAnchor);
    expect((await describeCluster(aws, restored)).PreCoPassword).toBeUndefined();
    await expect(hsm(aws, 'InitializeCluster', { ClusterId: restored, SignedCert: 'x', TrustAnchor: 'x' })).rejects.toThrow(
      'UNINITIALIZED',
    );
  });

  it('takes the backup’s mode and refuses the other', async () => {
    const { aws, backupId } = await withBackup({ Mode: 'NON_FIPS' });
    const input = { HsmType: 'hsm2m.medium', SubnetIds: subnets, SourceBackupId: backupId };
    await expect(hsm(aws, 'CreateCluster', { ...input, Mode: 'FIPS' })).rejects.toThrow('NON_FIPS cluster and cannot make a FIPS one');
    const clusterId = await newCluster(aws, { SourceBackupId: backupId, Mode: 'NON_FIPS' });
    expect((await describeCluster(aws, clusterId)).Mode).toBe('NON_FIPS');
  });

  it('refuses an unknown backup, one that is pending deletion, and hsm2m.medium’s for hsm1.medium', async () => {
    const { aws, backupId } = await withBackup();
    const create = (SourceBackupId: string, HsmType = 'hsm2m.medium') =>
      hsm(aws, 'CreateCluster', { HsmType, Mode: 'FIPS', SubnetIds: subnets, SourceBackupId });
    await expect(create('backup-22222222222')).rejects.toMatchObject(notFound);
    const others = `arn:aws:cloudhsm:us-east-1:999999999999:backup/${backupId}`;
    await expect(create(others)).rejects.toMatchObject({ code: 'CloudHsmAccessDeniedException' });
    aws.home.cloudhsmv2.settings.hsmTypes.push('hsm1.medium');
    await expect(create(backupId, 'hsm1.medium')).rejects.toThrow('cannot make a cluster of hsm1.medium');
    await hsm(aws, 'DeleteBackup', { BackupId: backupId });
    await expect(create(backupId)).rejects.toThrow('PENDING_DELETION');
  });
});
