import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { anyKey } from './any-key.ts';
import { activate, activeCluster, addHsm, course, describeCluster, hsm, initialize, newCluster, zones } from './lifecycle.ts';

const invalid = { code: 'CloudHsmInvalidRequestException' };

describe('CreateHsm', () => {
  it('makes the first HSM of an uninitialized cluster; the CSR appears only when it is ACTIVE', async () => {
    const aws = await localAws();
    const clusterId = await newCluster(aws);
    const hold = aws.home.clock.hold();
    const { Hsm } = await hsm(aws, 'CreateHsm', { ClusterId: clusterId, AvailabilityZone: zones[1] });
    expect(Hsm).toMatchObject({
      HsmId: expect.stringMatching(/^hsm-[a-z2-7]{11}$/),
      ClusterId: clusterId,
      AvailabilityZone: zones[1],
      SubnetId: 'subnet-1a1b2c3d',
      EniId: expect.stringMatching(/^eni-[0-9a-f]{17}$/),
      EniIp: expect.stringMatching(/^10\.0\.1\.\d+$/),
      State: 'CREATE_IN_PROGRESS',
    });
    expect((await describeCluster(aws, clusterId)).Certificates).toEqual({});
    const began = aws.home.clock.now();
    hold.release();
    await aws.home.clock.idle();
    expect((aws.home.clock.now() - began) / 1000).toBeGreaterThanOrEqual(300);
    const cluster = await describeCluster(aws, clusterId);
    expect(cluster).toMatchObject({ State: 'UNINITIALIZED', Hsms: [{ ...Hsm, State: 'ACTIVE' }] });
    expect(Object.keys(cluster.Certificates).sort()).toEqual([
      'AwsHardwareCertificate',
      'ClusterCsr',
      'HsmCertificate',
      'ManufacturerHardwareCertificate',
    ]);
  });

  it('refuses a second HSM until the cluster is activated, with CloudHSM’s message', async () => {
    const aws = await localAws();
    const clusterId = await newCluster(aws);
    const second = () => hsm(aws, 'CreateHsm', { ClusterId: clusterId, AvailabilityZone: zones[1] });
    const refusal = { ...invalid, message: `Cluster '${clusterId}' already contains an HSM but has not yet been fully activated` };
    await addHsm(aws, clusterId);
    await expect(second()).rejects.toMatchObject(refusal);
    await initialize(aws, clusterId);
    await expect(second()).rejects.toMatchObject(refusal);
    await activate(aws, clusterId);
    expect((await second()).Hsm.State).toBe('CREATE_IN_PROGRESS');
  });

  it('adds HSMs in parallel to an active cluster, which stays ACTIVE', async () => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws);
    const states = course(aws, () => aws.home.cloudhsmv2.cluster(clusterId)!.state);
    await Promise.all([1, 2].map((zone) => hsm(aws, 'CreateHsm', { ClusterId: clusterId, AvailabilityZone: zones[zone] })));
    await aws.home.clock.idle();
    const { Hsms } = await describeCluster(aws, clusterId);
    expect(Hsms.map(({ AvailabilityZone, State }: any) => [AvailabilityZone, State]).sort()).toEqual(zones.map((zone) => [zone, 'ACTIVE']));
    expect(states).toEqual(['ACTIVE']);
  });

  it('honours an IP address, and refuses one that is taken or outside the subnet', async () => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws);
    const create = (IpAddress: string) => hsm(aws, 'CreateHsm', { ClusterId: clusterId, AvailabilityZone: zones[1], IpAddress });
    expect((await create('10.0.1.77')).Hsm.EniIp).toBe('10.0.1.77');
    await expect(create('10.0.1.77')).rejects.toMatchObject(invalid);
    await expect(create('192.168.0.9')).rejects.toMatchObject(invalid);
    expect(aws.home.cloudhsmv2.cluster(clusterId)!.hsms).toHaveLength(2);
  });

  it('refuses a zone without a subnet, an unknown cluster and one that is being created', async () => {
    const aws = await localAws();
    const hold = aws.home.clock.hold();
    const { Cluster } = await hsm(aws, 'CreateCluster', { HsmType: 'hsm2m.medium', Mode: 'FIPS', SubnetIds: ['subnet-0a1b2c3d'] });
    const create = (ClusterId: string, AvailabilityZone: string) => hsm(aws, 'CreateHsm', { ClusterId, AvailabilityZone });
    await expect(create(Cluster.ClusterId, zones[0]!)).rejects.toThrow('CREATE_IN_PROGRESS');
    hold.release();
    await aws.home.clock.idle();
    await expect(create(Cluster.ClusterId, zones[2]!)).rejects.toThrow('no subnet in us-east-1c');
    await expect(create('cluster-22222222222', zones[0]!)).rejects.toMatchObject({ code: 'CloudHsmResourceNotFoundException' });
  });

  it('makes none in a zone in which CloudHSM is not', async () => {
    const aws = await localAws({ account: { zonesWithoutCloudHsm: ['us-east-1a'] } });
    const clusterId = await newCluster(aws);
    await expect(addHsm(aws, clusterId, 0)).rejects.toMatchObject({ ...invalid, message: 'AWS CloudHSM is not available in us-east-1a' });
    expect((await addHsm(aws, clusterId, 1)).AvailabilityZone).toBe('us-east-1b');
  });

  it('stops at six HSMs in the region, and at the account’s quota per cluster', async () => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws);
    for (let count = 1; count < 6; count++) await addHsm(aws, clusterId, count % 3);
    await expect(addHsm(aws, clusterId)).rejects.toThrow('limit of 6 HSMs in us-east-1');
    const small = await localAws({ account: { quotas: { hsmsPerCluster: 1 } } });
    await expect(addHsm(small, await activeCluster(small))).rejects.toThrow('limit of 1 HSMs in a cluster');
  });

  it('can be told to end DEGRADED or to fail', async () => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws);
    aws.home.cloudhsmv2.fates.hsms.push({ ends: 'DELETED', availabilityZone: zones[2] }, { ends: 'DEGRADED' });
    const degraded = await addHsm(aws, clusterId, 1);
    const failed = await addHsm(aws, clusterId, 2);
    const { Hsms } = await describeCluster(aws, clusterId);
    expect(Hsms[1]).toMatchObject({ HsmId: degraded.HsmId, State: 'DEGRADED', StateMessage: expect.any(String) });
    expect(Hsms.map(({ HsmId }: any) => HsmId)).not.toContain(failed.HsmId);
    expect(aws.home.ec2.networkInterfaces.has(failed.EniId)).toBe(false);
  });

  it('proves nothing where the first ends DEGRADED: it was never ACTIVE', async () => {
    const aws = await localAws();
    const clusterId = await newCluster(aws);
    aws.home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
    await addHsm(aws, clusterId);
    expect(await describeCluster(aws, clusterId)).toMatchObject({
      State: 'UNINITIALIZED',
      Certificates: {},
      Hsms: [{ State: 'DEGRADED' }],
    });
  });

  it('has AWS’s message while it is ACTIVE, and none on its way there and away', async () => {
    const aws = await localAws();
    const clusterId = await newCluster(aws);
    const hold = aws.home.clock.hold();
    const { Hsm } = await hsm(aws, 'CreateHsm', { ClusterId: clusterId, AvailabilityZone: zones[0] });
    expect(Hsm).not.toHaveProperty('StateMessage');
    hold.release();
    await aws.home.clock.idle();
    const [active] = (await describeCluster(aws, clusterId)).Hsms;
    expect(active).toMatchObject({ State: 'ACTIVE', StateMessage: 'HSM created.' });
    const leaving = aws.home.clock.hold();
    await hsm(aws, 'DeleteHsm', { ClusterId: clusterId, HsmId: active.HsmId });
    expect((await describeCluster(aws, clusterId)).Hsms[0]).not.toHaveProperty('StateMessage');
    leaving.release();
  });

  it('shows the ENI later where the setting says so', async () => {
    const aws = await localAws();
    const clusterId = await newCluster(aws);
    aws.home.cloudhsmv2.settings.eniShownAfter = 60;
    const hold = aws.home.clock.hold();
    const { Hsm } = await hsm(aws, 'CreateHsm', { ClusterId: clusterId, AvailabilityZone: zones[0] });
    expect(Hsm.EniId).toBeUndefined();
    hold.release();
    await aws.home.clock.idle();
    expect((await describeCluster(aws, clusterId)).Hsms[0]).toMatchObject({ EniId: expect.any(String), EniIp: expect.any(String) });
  });

  it('gives an IPv6 address too in a dual-stack cluster', async () => {
    const aws = await localAws();
    const clusterId = await newCluster(aws, { NetworkType: 'DUALSTACK' });
    const { EniIpV6 } = await addHsm(aws, clusterId);
    expect(EniIpV6).toMatch(/^2600(:[0-9a-f]{1,4}){7}$/);
    expect((await describeCluster(aws, clusterId)).NetworkType).toBe('DUALSTACK');
  });
});

describe('DeleteHsm', () => {
  it.each(['HsmId', 'EniId', 'EniIp'])('removes an HSM and its ENI by %s', async (member) => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws);
    const [{ HsmId, EniId, ...rest }] = (await describeCluster(aws, clusterId)).Hsms;
    const hold = aws.home.clock.hold();
    expect(await hsm(aws, 'DeleteHsm', { ClusterId: clusterId, [member]: { HsmId, EniId, ...rest }[member] })).toEqual({ HsmId });
    expect((await describeCluster(aws, clusterId)).Hsms[0].State).toBe('DELETE_IN_PROGRESS');
    await expect(hsm(aws, 'DeleteHsm', { ClusterId: clusterId, HsmId })).rejects.toThrow('DELETE_IN_PROGRESS');
    hold.release();
    await aws.home.clock.idle();
    expect(await describeCluster(aws, clusterId)).toMatchObject({ State: 'ACTIVE', Hsms: [] });
    expect(aws.home.ec2.networkInterfaces.has(EniId)).toBe(false);
  });

  it('needs exactly one of the three, of an HSM that exists', async () => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws);
    const [{ HsmId, EniId }] = (await describeCluster(aws, clusterId)).Hsms;
    const remove = (input: object) => hsm(aws, 'DeleteHsm', { ClusterId: clusterId, ...input });
    await expect(remove({})).rejects.toMatchObject(invalid);
    await expect(remove({ HsmId, EniId })).rejects.toMatchObject(invalid);
    await expect(remove({ HsmId: 'hsm-22222222222' })).rejects.toMatchObject({ code: 'CloudHsmResourceNotFoundException' });
  });

  it('parks a cluster, which comes back at the same IP with its users and keys', async () => {
    const aws = await localAws();
    const clusterId = await activeCluster(aws);
    const cluster = aws.home.cloudhsmv2.cluster(clusterId)!;
    cluster.keys.set('key', anyKey);
    cluster.hsms[0]!.users.push({ username: 'app', role: 'crypto-user', password: 'secret', badLogins: 0, locked: false });
    const [{ HsmId, EniIp }] = (await describeCluster(aws, clusterId)).Hsms;
    await hsm(aws, 'DeleteHsm', { ClusterId: clusterId, HsmId });
    await aws.home.clock.idle();
    cluster.keys.set('lost', anyKey);
    const { Hsm } = await hsm(aws, 'CreateHsm', { ClusterId: clusterId, AvailabilityZone: zones[0], IpAddress: EniIp });
    await aws.home.clock.idle();
    expect(Hsm).toMatchObject({ EniIp, HsmId: expect.not.stringMatching(HsmId) });
    expect(cluster.hsms[0]!.users.map(({ username }) => username)).toEqual(['admin', 'app_user', 'app']);
    expect([...cluster.keys.keys()]).toEqual(['key']);
  });
});
