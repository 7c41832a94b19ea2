import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { anyKey } from './any-key.ts';
import { activeCluster, addHsm, course, describeCluster, hsm, initialize, newCluster } from './lifecycle.ts';

describe('an HSM that fails', () => {
  it('is replaced under a new id at the same ENI and IP', async () => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws);
    await addHsm(aws, clusterId, 1);
    const [before] = (await describeCluster(aws, clusterId)).Hsms;
    const states = course(aws, () => aws.home.cloudhsmv2.cluster(clusterId)!.hsms[0]!.state);
    aws.home.cloudhsmv2.failHsm(before.EniId);
    await aws.home.clock.advance(1200);
    const [after] = (await describeCluster(aws, clusterId)).Hsms;
    expect(after).toEqual({ ...before, HsmId: after.HsmId });
    expect(after.HsmId).not.toBe(before.HsmId);
    expect(states).toEqual(['ACTIVE', 'CREATE_IN_PROGRESS', 'ACTIVE']);
    expect(aws.home.cloudhsmv2.cluster(clusterId)!.hsms[0]!.users.map(({ username }) => username)).toContain('admin');
  });

  it('brings another CSR and key where the cluster is not initialized yet', async () => {
    const aws = await localAws();
    const clusterId = await newCluster(aws);
    const { EniId } = await addHsm(aws, clusterId);
    const before = (await describeCluster(aws, clusterId)).Certificates;
    const hold = aws.home.clock.hold();
    aws.home.cloudhsmv2.failHsm(EniId);
    expect((await describeCluster(aws, clusterId)).Certificates).toEqual({});
    hold.release();
    await aws.home.clock.idle();
    const after = (await describeCluster(aws, clusterId)).Certificates;
    expect(after.ClusterCsr).toMatch('CERTIFICATE REQUEST');
    expect(after.ClusterCsr).not.toBe(before.ClusterCsr);
    expect(after.HsmCertificate).not.toBe(before.HsmCertificate);
    expect(await initialize(aws, clusterId)).toMatchObject({ State: 'INITIALIZE_IN_PROGRESS' });
  });

  it('loses what came after the newest backup where it was the only one', async () => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws);
    const cluster = aws.home.cloudhsmv2.cluster(clusterId)!;
    cluster.keys.set('young', anyKey);
    cluster.hsms[0]!.users.push({ username: 'young', role: 'crypto-user', password: 'secret', badLogins: 0, locked: false });
    aws.home.cloudhsmv2.failHsm(cluster.hsms[0]!.eniId);
    await aws.home.clock.idle();
    expect(cluster.hsms[0]!.users.map(({ username }) => username)).toEqual(['admin', 'app_user']);
    expect(cluster.keys.size).toBe(0);
  });

  it('shows DEGRADED where nothing replaces it, and can be deleted then; so does a cluster', async () => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws);
    const [{ EniId }] = (await describeCluster(aws, clusterId)).Hsms;
    aws.home.cloudhsmv2.degradeHsm(EniId);
    aws.home.cloudhsmv2.degradeCluster(clusterId);
    expect(await describeCluster(aws, clusterId)).toMatchObject({ State: 'DEGRADED', Hsms: [{ State: 'DEGRADED' }] });
    await hsm(aws, 'DeleteHsm', { ClusterId: clusterId, EniId });
    await aws.home.clock.idle();
    expect((await describeCluster(aws, clusterId)).Hsms).toEqual([]);
  });
});
