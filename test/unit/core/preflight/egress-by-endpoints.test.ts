import { DescribeSecurityGroupsCommand, DescribeVpcEndpointsCommand, type IpPermission, type VpcEndpoint } from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, test } from 'vitest';
import { group, healthyAccount, https, standing, subnets } from '../../account.ts';
import { ec2 } from '../../aws.ts';
import { endpoint, everywhere, found, groupsAre, interfaceOfS3, isolated, routesAre, s3Route, services, verdict } from './vpc.ts';

beforeEach(async () => {
  await healthyAccount();
  groupsAre([https()]);
});

describe('by endpoints', () => {
  test('one for each service is enough', async () => {
    isolated();

    expect(await verdict()).toBe('yes');
  });

  test('those that are missing are named, with the reason, and subnets alike together', async () => {
    isolated({ logs: undefined, secretsmanager: undefined });

    expect((await found()).problems).toEqual([
      {
        path: 'subnetIds',
        problem: `from ${subnets.map(({ SubnetId }) => SubnetId).join(', ')} there is no way to logs, secretsmanager (it has no endpoint, and no route leads out of the VPC)`,
        remedy: expect.stringContaining('add a NAT gateway, or VPC endpoints that serve these subnets'),
      },
    ]);
  });

  test.each<[string, Partial<VpcEndpoint>, string]>([
    ['being deleted', { State: 'deleting' as never }, 'its endpoint vpce-logs is deleting'],
    ['not accepted yet', { State: 'PendingAcceptance' }, 'its endpoint vpce-logs is PendingAcceptance'],
    ['without a name that leads to it', { PrivateDnsEnabled: false }, 'its endpoint vpce-logs has no private DNS'],
  ])('one that is %s serves nobody', async (_, changes, why) => {
    isolated({ logs: changes });

    expect(await verdict()).toMatch(/^no: .*there is no way to logs \(/);
    expect(await verdict()).toContain(why);
  });

  test('one of two that serves is enough', async () => {
    isolated();
    const both = [...services.map((service) => endpoint(service)), endpoint('logs', { VpcEndpointId: 'vpce-old', State: 'Deleted' })];
    ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: both });

    expect(await verdict()).toBe('yes');
  });

  test("S3's gateway serves the route tables that it is on", async () => {
    isolated();
    routesAre();

    expect(await verdict()).toMatch(/^no: .*there is no way to s3 \(its endpoint vpce-s3 is not on the route table rtb-1/);
  });

  test('S3 may have an interface endpoint, with private DNS', async () => {
    isolated({ s3: interfaceOfS3 });
    routesAre();

    expect(await verdict()).toBe('yes');
  });

  test('S3 may have both: its name leads to the interface, unless that is for those who ask from outside', async () => {
    isolated();
    const closed = { ...interfaceOfS3, Groups: [{ GroupId: 'sg-closed' }] };
    const s3 = (DnsOptions = {}) => ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: [...all, { ...closed, DnsOptions }] });
    const all = services.map((service) => endpoint(service));
    const guards = ['sg-endpoints', 'sg-closed'];
    const SecurityGroups = guards.map((GroupId) => group([], { GroupId, IpPermissions: GroupId === 'sg-closed' ? [] : [https()] }));
    ec2.on(DescribeSecurityGroupsCommand, { GroupIds: guards }).resolves({ SecurityGroups });

    s3();
    expect(await verdict()).toMatch(/^no: .*there is no way to s3 \(the security groups of its endpoint vpce-s3i do not let 443 in/);

    s3({ PrivateDnsOnlyForInboundResolverEndpoint: true });
    expect(await verdict()).toBe('yes');
  });

  test('one in no subnet has no address', async () => {
    isolated({ logs: { SubnetIds: [] } });

    expect(await verdict()).toMatch(/^no: .*there is no way to logs \(its endpoint vpce-logs is in no subnet/);
  });

  test('where they are in one subnet, the task’s group has to let 443 out to that alone', async () => {
    isolated(Object.fromEntries(services.filter((one) => one !== 's3').map((one) => [one, { SubnetIds: ['subnet-0aaa1111aaa1111aa'] }])));
    const s3 = https({ PrefixListIds: [{ PrefixListId: 'pl-s3' }] });
    groupsAre([https({ IpRanges: [{ CidrIp: '10.0.1.0/24' }] }), s3]);
    expect(await verdict()).toBe('yes');
  });

  test.each<[string, IpPermission[], RegExp]>([
    [
      'the VPC alone: S3 is outside',
      [https({ IpRanges: [{ CidrIp: '10.0.0.0/16' }] })],
      /^no: .*there is no way to s3 \(the security groups let 443 out/,
    ],
    [
      'the VPC and the list of S3',
      [https({ IpRanges: [{ CidrIp: '10.0.0.0/16' }] }), https({ PrefixListIds: [{ PrefixListId: 'pl-s3' }] })],
      /^yes$/,
    ],
    [
      "the endpoints' group and the list of S3",
      [https({ UserIdGroupPairs: [{ GroupId: 'sg-endpoints' }] }), https({ PrefixListIds: [{ PrefixListId: 'pl-s3' }] })],
      /^yes$/,
    ],
    [
      'a part of the VPC',
      [https({ IpRanges: [{ CidrIp: '10.0.9.0/24' }] }), https({ PrefixListIds: [{ PrefixListId: 'pl-s3' }] })],
      /^unseen: /,
    ],
    ['the halves of everything', [https({ IpRanges: [{ CidrIp: '0.0.0.0/1' }, { CidrIp: '128.0.0.0/1' }] })], /^yes$/],
  ])('the task’s group lets 443 out to %s', async (_, out, says) => {
    isolated();
    groupsAre(out);

    expect(await verdict()).toMatch(says);
  });

  test.each<[string, IpPermission[], RegExp]>([
    ['the subnets', [https({ IpRanges: subnets.map(({ CidrBlock }) => ({ CidrIp: CidrBlock })) })], /^yes$/],
    ["the task's group", [https({ UserIdGroupPairs: [{ GroupId: 'sg-0e6e55e6e55e6e55e' }] })], /^yes$/],
    [
      'one subnet',
      [https({ IpRanges: [{ CidrIp: '10.0.1.0/24' }] })],
      /^no: from subnet-0bbb2222bbb2222bb, subnet-0ccc3333ccc3333cc .*do not let 443 in/,
    ],
    ['port 80 alone', [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: everywhere }] }], /^no: .*do not let 443 in/],
    ['a list of ranges', [https({ PrefixListIds: [{ PrefixListId: 'pl-corp' }] })], /^unseen: /],
  ])('the endpoints’ group lets 443 in from %s', async (_, into, says) => {
    isolated();
    groupsAre([https()], into);

    expect(await verdict()).toMatch(says);
  });

  test("the cluster's own group may be let in, where the cluster stands", async () => {
    isolated();
    groupsAre([https()], [https({ UserIdGroupPairs: [{ GroupId: 'sg-0c1c1c1c1c1c1c1c1' }] })]);

    expect((await found({}, standing())).problems).toEqual([]);
    expect((await found()).problems).toHaveLength(1);
  });
});

describe('by endpoints that take the packets', () => {
  test('one whose group lets nobody in is in the way, even beside a NAT gateway', async () => {
    isolated();
    routesAre(s3Route, { DestinationCidrBlock: everywhere, NatGatewayId: 'nat-1' });
    groupsAre([https()], []);

    expect(await verdict()).toMatch(/^no: .*the security groups of its endpoint vpce-logs do not let 443 in/);
  });

  test.each([
    ['for everybody', { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] }, /^yes$/],
    [
      'for everybody, in other words',
      { Statement: { Effect: 'Allow', Principal: { AWS: ['*'] }, Action: ['*'], Resource: ['*'] } },
      /^yes$/,
    ],
    [
      'for some',
      { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }] },
      /^unseen: .*s3 \(its endpoint vpce-s3 has a policy/,
    ],
    [
      'for everybody on a condition',
      {
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
        ],
      },
      /^unseen: /,
    ],
    [
      'that denies something',
      {
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
          { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' },
        ],
      },
      /^unseen: /,
    ],
  ])('with a policy %s', async (_, policy, says) => {
    isolated({ s3: { PolicyDocument: JSON.stringify(policy) } });

    expect(await verdict()).toMatch(says);
  });
});
