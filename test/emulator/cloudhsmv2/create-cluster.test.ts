import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { course, describeCluster, hsm, newCluster, subnets, zones } from './lifecycle.ts';

const minimal = { HsmType: 'hsm2m.medium', Mode: 'FIPS', SubnetIds: subnets };

describe('CreateCluster', () => {
  it('answers while it is at work and ends UNINITIALIZED without a CSR', async () => {
    const aws = await localAws();
    const hold = aws.home.clock.hold();
    const { Cluster } = await hsm(aws, 'CreateCluster', {
      ...minimal,
      TagList: [{ Key: 'environment', Value: 'test' }],
      BackupRetentionPolicy: { Type: 'DAYS', Value: '30' },
    });
    expect(Cluster).toMatchObject({
      ClusterId: expect.stringMatching(/^cluster-[a-z2-7]{11}$/),
      State: 'CREATE_IN_PROGRESS',
      Hsms: [],
      HsmType: 'hsm2m.medium',
      Mode: 'FIPS',
      NetworkType: 'IPV4',
      BackupPolicy: 'DEFAULT',
      BackupRetentionPolicy: { Type: 'DAYS', Value: '30' },
      SubnetMapping: { [zones[0]!]: subnets[0], [zones[1]!]: subnets[1], [zones[2]!]: subnets[2] },
      TagList: [{ Key: 'environment', Value: 'test' }],
      Certificates: {},
    });
    expect(Cluster.PreCoPassword).toBeUndefined();
    hold.release();
    const began = aws.home.clock.now();
    await aws.home.clock.idle();
    const seconds = (aws.home.clock.now() - began) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(120);
    expect(seconds).toBeLessThanOrEqual(240);
    expect(aws.home.work.seconds(began, aws.home.clock.now())).toBe(seconds);
    const ready = await describeCluster(aws, Cluster.ClusterId);
    expect(ready).toMatchObject({ State: 'UNINITIALIZED', Certificates: {} });
    expect(ready.PreCoPassword).toMatch(/^\w{7,32}$/);
  });

  it('makes a security group that lets 2223–2225 through within itself and nothing else', async () => {
    const aws = await localAws();
    const clusterId = await newCluster(aws);
    const { SecurityGroup } = await describeCluster(aws, clusterId);
    const group = aws.home.ec2.securityGroup(SecurityGroup)!;
    expect(group.groupName).toBe(`cloudhsm-${clusterId}-sg`);
    const within = [{ protocol: 'tcp', fromPort: 2223, toPort: 2225, groupId: SecurityGroup }];
    expect(group.ingress).toMatchObject(within);
    expect(group.egress).toMatchObject(within);
  });

  it.each([
    ['a retention below 7 days', { BackupRetentionPolicy: { Type: 'DAYS', Value: '6' } }, /between 7 and 379/],
    ['a retention above 379 days', { BackupRetentionPolicy: { Type: 'DAYS', Value: '380' } }, /between 7 and 379/],
    ['an HSM type that does not exist', { HsmType: 'hsm9.large' }, /^Provided HsmType is not supported\.$/],
    ['hsm1.medium', { HsmType: 'hsm1.medium' }, /^Provided HsmType is not supported\.$/],
    ['hsm2m.medium without a mode', { Mode: undefined }, /^Mode is a required argument for this hsm type\.$/],
  ])('refuses %s', async (_, input, message) => {
    const aws = await localAws();
    await expect(hsm(aws, 'CreateCluster', { ...minimal, ...input })).rejects.toMatchObject({
      code: 'CloudHsmInvalidRequestException',
      message: expect.stringMatching(message),
    });
    expect(aws.home.cloudhsmv2.clusters.size).toBe(0);
  });

  it('refuses subnets of one zone, of two VPCs, and unknown ones', async () => {
    const at = (id: string, availabilityZone: string) => ({ id, availabilityZone });
    const aws = await localAws({
      account: {
        vpcs: [
          { id: 'vpc-0000000a', subnets: [at('subnet-0000000a', 'us-east-1a'), at('subnet-0000001a', 'us-east-1a')] },
          { id: 'vpc-0000000b', subnets: [at('subnet-0000000b', 'us-east-1b')] },
        ],
      },
    });
    const create = (...SubnetIds: string[]) => hsm(aws, 'CreateCluster', { ...minimal, SubnetIds });
    await expect(create('subnet-0000000a', 'subnet-0000001a')).rejects.toThrow('same availability zone');
    await expect(create('subnet-0000000a', 'subnet-0000000b')).rejects.toThrow('one VPC');
    await expect(create('subnet-ffffffff')).rejects.toThrow("'subnet-ffffffff' does not exist");
  });

  it('refuses what the model forbids with ValidationException', async () => {
    const aws = await localAws();
    await expect(hsm(aws, 'CreateCluster', { HsmType: 'hsm2m.medium' })).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('refuses a tag key given twice, and one of AWS’s own', async () => {
    const aws = await localAws();
    const create = (...keys: string[]) => hsm(aws, 'CreateCluster', { ...minimal, TagList: keys.map((Key) => ({ Key, Value: '' })) });
    await expect(create('a', 'a')).rejects.toMatchObject({ code: 'CloudHsmTagException' });
    await expect(create('aws:cloudformation')).rejects.toMatchObject({ code: 'CloudHsmTagException' });
  });

  it('stops at four clusters, or at the account’s quota', async () => {
    const usual = await localAws();
    for (let count = 0; count < 4; count++) await newCluster(usual);
    await expect(hsm(usual, 'CreateCluster', minimal)).rejects.toThrow('limit of 4 clusters');
    const small = await localAws({ account: { quotas: { clusters: 1 } } });
    await newCluster(small);
    await expect(hsm(small, 'CreateCluster', minimal)).rejects.toThrow('limit of 1 clusters');
  });

  it('can be told to end DEGRADED or to roll back', async () => {
    const aws = await localAws();
    aws.home.cloudhsmv2.fates.clusters.push({ ends: 'DEGRADED' }, { ends: 'ROLLBACK_IN_PROGRESS' });
    expect(await describeCluster(aws, await newCluster(aws))).toMatchObject({ State: 'DEGRADED', StateMessage: expect.any(String) });
    const hold = aws.home.clock.hold();
    const { Cluster } = await hsm(aws, 'CreateCluster', minimal);
    const states = course(aws, () => aws.home.cloudhsmv2.cluster(Cluster.ClusterId)?.state);
    hold.release();
    await aws.home.clock.advance(600);
    expect(states).toEqual(['CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'DELETED']);
  });

  it('gives the same ids for the same seed and others for another', async () => {
    const ids = [];
    for (const seed of [3, 3, 4]) ids.push(await newCluster(await localAws({ seed })));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('makes it in the region that the request is signed for', async () => {
    const aws = await localAws({ account: { region: 'eu-west-1' } });
    const { CloudHSMV2Client, CreateClusterCommand } = await import('@aws-sdk/client-cloudhsm-v2');
    const credentials = { accessKeyId: 'person', secretAccessKey: 'secret' };
    const client = new CloudHSMV2Client({ endpoint: aws.url, region: 'us-west-2', credentials, maxAttempts: 1 });
    const { Cluster } = await client.send(new CreateClusterCommand(minimal));
    expect(Object.keys(Cluster!.SubnetMapping!)[0]).toMatch(/^us-west-2/);
    expect(aws.home.cloudhsmv2.clusters.size).toBe(0);
    expect([...aws.home.elsewhere('us-west-2').cloudhsmv2.clusters.keys()]).toEqual([Cluster!.ClusterId]);
  });
});

describe('DescribeClusters', () => {
  it('filters by id, VPC and state, and gives an empty list for an unknown id', async () => {
    const aws = await localAws();
    const [one, two] = [await newCluster(aws), await newCluster(aws)];
    const ids = async (Filters?: object) =>
      (await hsm(aws, 'DescribeClusters', { Filters })).Clusters.map((cluster: any) => cluster.ClusterId);
    const { VpcId } = await describeCluster(aws, one);
    expect(await ids()).toEqual([one, two]);
    expect(await ids({ clusterIds: [two] })).toEqual([two]);
    expect(await ids({ vpcIds: [VpcId], states: ['UNINITIALIZED'] })).toEqual([one, two]);
    expect(await ids({ states: ['ACTIVE'] })).toEqual([]);
    expect(await ids({ clusterIds: ['cluster-22222222222'] })).toEqual([]);
    await expect(ids({ tags: ['a'] })).rejects.toMatchObject({ code: 'CloudHsmInvalidRequestException' });
  });

  it('gives pages', async () => {
    const aws = await localAws();
    const made = [await newCluster(aws), await newCluster(aws), await newCluster(aws)];
    const first = await hsm(aws, 'DescribeClusters', { MaxResults: 2 });
    const second = await hsm(aws, 'DescribeClusters', { MaxResults: 2, NextToken: first.NextToken });
    expect([...first.Clusters, ...second.Clusters].map((cluster) => cluster.ClusterId)).toEqual(made);
    expect(second.NextToken).toBeUndefined();
    await expect(hsm(aws, 'DescribeClusters', { NextToken: 'nonsense' })).rejects.toThrow('NextToken');
  });
});

describe('DeleteCluster', () => {
  it('ends DELETED, which is listed for a while, and takes the security group with it', async () => {
    const aws = await localAws();
    const clusterId = await newCluster(aws);
    const { SecurityGroup } = await describeCluster(aws, clusterId);
    expect((await hsm(aws, 'DeleteCluster', { ClusterId: clusterId })).Cluster).toMatchObject({
      State: 'DELETE_IN_PROGRESS',
      StateMessage: 'The cluster is being deleted.',
    });
    await aws.home.clock.idle();
    expect((await describeCluster(aws, clusterId)).State).toBe('DELETED');
    expect(aws.home.ec2.securityGroup(SecurityGroup)).toBeUndefined();
    await expect(hsm(aws, 'DeleteCluster', { ClusterId: clusterId })).rejects.toMatchObject({ code: 'CloudHsmResourceNotFoundException' });
    await aws.home.clock.advance(3600);
    expect(await describeCluster(aws, clusterId)).toBeUndefined();
  });

  it('is refused while the cluster has HSMs, and while it is being created', async () => {
    const aws = await localAws();
    const hold = aws.home.clock.hold();
    const { Cluster } = await hsm(aws, 'CreateCluster', minimal);
    await expect(hsm(aws, 'DeleteCluster', { ClusterId: Cluster.ClusterId })).rejects.toThrow('CREATE_IN_PROGRESS');
    hold.release();
    await aws.home.clock.idle();
    await hsm(aws, 'CreateHsm', { ClusterId: Cluster.ClusterId, AvailabilityZone: zones[0] });
    await expect(hsm(aws, 'DeleteCluster', { ClusterId: Cluster.ClusterId })).rejects.toMatchObject({
      code: 'CloudHsmInvalidRequestException',
      message: expect.stringContaining('still contains 1 HSM'),
    });
  });
});
