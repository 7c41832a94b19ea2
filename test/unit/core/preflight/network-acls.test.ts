import {
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeSubnetsCommand,
  type NetworkAclEntry,
  type Subnet,
} from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, test } from 'vitest';
import { healthyAccount, https, subnets, vpcId } from '../../account.ts';
import { ec2 } from '../../aws.ts';
import { everywhere, found, groupsAre, isolated, natIs, routesAre, s3Route, services, verdict } from './vpc.ts';

beforeEach(async () => {
  await healthyAccount();
  groupsAre([https()]);
});

describe('by network ACLs', () => {
  let number = 0;
  const entry = (Egress: boolean, RuleAction: 'allow' | 'deny', CidrBlock: string, ports?: [number, number]): NetworkAclEntry => ({
    RuleNumber: ++number,
    Egress,
    RuleAction,
    CidrBlock,
    Protocol: ports ? '6' : '-1',
    ...(ports && { PortRange: { From: ports[0], To: ports[1] } }),
  });
  const last = [true, false].map((Egress) => ({ ...entry(Egress, 'deny', everywhere), RuleNumber: 32_767 }));
  const [outgoing, answered] = [entry(true, 'allow', everywhere, [443, 443]), entry(false, 'allow', everywhere, [32_768, 60_999])];
  const within = [true, false].map((egress) => entry(egress, 'allow', '10.0.0.0/16'));

  function aclIs(...entries: NetworkAclEntry[]): void {
    aclsAre([subnets.map(({ SubnetId }) => SubnetId!), ...entries]);
  }

  /** Each of some subnets, with these entries; the first is acl-1. */
  function aclsAre(...acls: [string[], ...NetworkAclEntry[]][]): void {
    const NetworkAcls = acls.map(([ids, ...entries], index) => {
      const Associations = ids.map((SubnetId) => ({ SubnetId }));
      return { NetworkAclId: `acl-${index + 1}`, Associations, Entries: [...last, ...entries] };
    });
    ec2.on(DescribeNetworkAclsCommand).resolves({ NetworkAcls });
  }

  const open = [true, false].map((egress) => entry(egress, 'allow', everywhere));

  test.each<[string, NetworkAclEntry[], RegExp]>([
    ['everything', [entry(true, 'allow', everywhere), entry(false, 'allow', everywhere)], /^yes$/],
    ['443 out and answers in', [outgoing, answered, ...within], /^yes$/],
    [
      '443 out and no answers in',
      [outgoing, ...within],
      /^no: .*the network ACL acl-1 does not let TCP 443 out to 0\.0\.0\.0\/0 and answers to 32768 to 60999 in/,
    ],
    ['answers in and nothing out', [answered, ...within], /^no: .*the network ACL acl-1/],
    [
      'answers to half the ports',
      [outgoing, entry(false, 'allow', everywhere, [49_152, 65_535]), ...within],
      /^unseen: .*network ACL acl-1/,
    ],
    ['443 out in two halves', [entry(true, 'allow', '0.0.0.0/1'), entry(true, 'allow', '128.0.0.0/1'), answered, ...within], /^yes$/],
    ['UDP out alone', [{ ...outgoing, Protocol: '17' }, answered, ...within], /^no: /],
    ['IPv6 out alone', [{ ...outgoing, CidrBlock: undefined, Ipv6CidrBlock: '::/0' }, answered, ...within], /^no: /],
  ])('that let %s', async (_, entries, says) => {
    aclIs(...entries);

    expect(await verdict()).toMatch(says);
  });

  test('those that let the private network alone out may lead to endpoints beyond a transit gateway, and to none by a NAT gateway', async () => {
    const hub = [true, false].map((egress) => entry(egress, 'allow', '10.0.0.0/8'));
    aclIs(...hub);
    expect(await verdict()).toMatch(/^no: .*acl-1/);

    routesAre({ DestinationCidrBlock: everywhere, TransitGatewayId: 'tgw-1' });
    expect(await verdict()).toMatch(/^unseen: .*tgw-1/);
  });

  test('the entry with the lowest number decides, wherever it is listed', async () => {
    aclIs(outgoing, answered, ...within, { ...entry(true, 'deny', everywhere), RuleNumber: 0 });

    expect(await verdict()).toMatch(/^no: /);
  });

  test('what stays in the subnet of an endpoint passes none', async () => {
    const hsms = [entry(true, 'allow', '10.0.0.0/16', [2223, 2225]), entry(false, 'allow', '10.0.0.0/16', [2223, 2225])];
    const answers = [true, false].map((egress) => entry(egress, 'allow', everywhere, [32_768, 60_999]));
    const interfaces = services.filter((service) => service !== 's3');
    const inSubnets = (SubnetIds: string[]) => Object.fromEntries(interfaces.map((service) => [service, { SubnetIds }]));
    ec2.on(DescribeSubnetsCommand).resolves({ Subnets: subnets.slice(0, 1) });
    aclIs(...hsms, ...answers, entry(true, 'allow', '52.0.0.0/8', [443, 443]));

    isolated(inSubnets([subnets[0]!.SubnetId]));
    expect(await verdict()).toMatch(/^unseen: .*from \S+ cannot be seen: s3 \(/);

    subnetsAre(subnets.slice(0, 1), { ...subnets[1]!, SubnetId: 'subnet-other' });
    isolated(inSubnets(['subnet-other']));
    expect(await verdict()).toMatch(/^no: .*acl-1 does not let TCP 443 out to 10\.0\.2\.0\/24/);
  });

  /** Those that the file names, and others of their VPC. */
  function subnetsAre(named: Subnet[], ...others: Subnet[]): void {
    ec2.on(DescribeSubnetsCommand).resolves({ Subnets: named });
    ec2.on(DescribeSubnetsCommand, { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }).resolves({ Subnets: [...named, ...others] });
  }

  test('those of an endpoint’s subnets have to let the task in', async () => {
    const other = { ...subnets[0]!, SubnetId: 'subnet-other', CidrBlock: '100.64.0.0/24' };
    const [a, b, c] = subnets.map(({ SubnetId }) => SubnetId!) as [string, string, string];
    subnetsAre(subnets, other);
    isolated({ logs: { SubnetIds: ['subnet-other'] } });
    const into = (range: string) => [entry(false, 'allow', range, [443, 443]), entry(true, 'allow', range, [1024, 65_535])];

    aclsAre([[a, b, c], ...open], [['subnet-other'], ...into('10.0.1.0/24'), ...into('10.0.2.0/25')]);
    const { problems, warnings } = await found();
    expect(problems).toMatchObject([
      { problem: expect.stringMatching(/^from subnet-0ccc\w+ there is no way to logs \(the network ACL acl-2 /) },
    ]);
    expect(warnings).toMatchObject([
      {
        problem: expect.stringMatching(
          /from subnet-0bbb\w+ cannot .* logs \(.* acl-2 lets only in part TCP 443 in from 10\.0\.2\.0\/24 and/,
        ),
      },
    ]);

    isolated({ logs: { SubnetIds: ['subnet-other', c] } });
    expect(await verdict(), 'which of its addresses is taken, nobody knows').toMatch(/^unseen: .* subnet-0aaa\w+|subnet-0bbb\w+ .*acl-2/);
  });

  test('a range of the VPC in which no endpoint is does not matter', async () => {
    isolated();
    routesAre(s3Route, { DestinationCidrBlock: '100.64.0.0/16', GatewayId: 'local' });
    aclIs(entry(true, 'deny', '100.64.0.0/16'), ...open);

    expect(await verdict()).toBe('yes');
  });

  describe('of the subnet of a NAT gateway', () => {
    const within = [true, false].map((egress) => entry(egress, 'allow', '10.0.0.0/16'));

    test.each<[string, NetworkAclEntry[], RegExp]>([
      ['let everything pass', open, /^yes$/],
      ['let it get answers', [...within, outgoing, entry(false, 'allow', everywhere, [1024, 65_535])], /^yes$/],
      [
        'let it get answers at the ports of Linux alone',
        [...within, outgoing, answered],
        /^unseen: .*nat-1 is in subnet-public, and the network ACL acl-1 lets only in part TCP 443 out to 0\.0\.0\.0\/0 and answers to 1024 to 65535 in/,
      ],
      [
        'let nobody of the VPC in',
        [outgoing, entry(true, 'allow', everywhere), entry(false, 'allow', '52.0.0.0/8')],
        /^no: .*nat-1 is in subnet-public, and the network ACL acl-1 does not let TCP 443 in from 10\.0\.1\.0\/24/,
      ],
      ['let it send nothing out', within, /^no: .*nat-1 is in subnet-public, and the network ACL acl-1 does not let TCP 443 out/],
    ])('%s', async (_, entries, says) => {
      natIs({}, { DestinationCidrBlock: everywhere, GatewayId: 'igw-1' });
      aclsAre([['subnet-public'], ...entries]);

      expect(await verdict()).toMatch(says);
    });
  });

  test('HSMs in other subnets have to be reached, too', async () => {
    subnetsAre(subnets.slice(0, 2));
    aclIs(outgoing, answered, entry(true, 'allow', '10.0.0.0/16', [2223, 2225]));

    const { problems } = await found();
    expect(problems).toMatchObject([
      {
        path: 'subnetIds',
        problem:
          'network ACLs keep connections from HSMs in other subnets: acl-1 lets no TCP 2223 to 2225 in from 10.0.2.0/24, 10.0.1.0/24; acl-1 lets no TCP 32768 to 60999 out to 10.0.2.0/24, 10.0.1.0/24',
      },
    ]);
    expect(problems[0]!.remedy.split(', ')[0]).toBe(
      '`aws ec2 create-network-acl-entry --region us-east-1 --network-acl-id acl-1 --ingress --rule-number 1 --protocol tcp --port-range From=2223,To=2225 --cidr-block 10.0.2.0/24 --rule-action allow`',
    );
  });

  /** What the commands of a remedy add. */
  function added(remedy: string): NetworkAclEntry[] {
    const commands = remedy.matchAll(/--(in|e)gress --rule-number (\d+) .*? From=(\d+),To=(\d+) --cidr-block (\S+)/g);
    return Array.from(commands, ([, way, RuleNumber, from, to, range]) => ({
      ...entry(way === 'e', 'allow', range!, [Number(from), Number(to)]),
      RuleNumber: Number(RuleNumber),
    }));
  }

  test.each<[string, NetworkAclEntry[]]>([
    ['nothing allows it', [outgoing, answered]],
    [
      'something denies it',
      [
        { ...entry(false, 'deny', '10.0.2.0/24'), RuleNumber: 40 },
        { ...entry(true, 'deny', '10.0.0.0/8', [1024, 65_535]), RuleNumber: 41 },
        ...open.map((one) => ({ ...one, RuleNumber: 100 })),
      ],
    ],
    ['numbers are taken by other protocols', [{ ...entry(false, 'allow', everywhere), RuleNumber: 1, Protocol: '17' }, outgoing, answered]],
  ])('the remedy opens the way to HSMs where %s', async (_, entries) => {
    aclIs(...entries);
    const { problems, warnings } = await found();
    const closed = added([...problems, ...warnings].map(({ remedy }) => remedy).join());
    expect(closed.length).toBeGreaterThan(0);
    expect(new Set([...closed, ...entries].map(({ Egress, RuleNumber }) => `${Egress} ${RuleNumber}`)).size).toBe(
      closed.length + entries.length,
    );

    aclIs(...entries, ...closed);
    expect(await verdict()).toBe('yes');
  });

  test('where the first entry of all denies it, the others are to be given higher numbers', async () => {
    aclIs({ ...entry(false, 'deny', '10.0.0.0/16'), RuleNumber: 1 }, ...open);

    expect((await found()).problems[0]!.remedy).toMatch(/^give the first entries of acl-1 higher numbers/);
  });

  test('a part of the way to HSMs may be enough, and is silenced by trust', async () => {
    const hsms = [entry(true, 'allow', '10.0.0.0/16'), entry(false, 'allow', '10.0.0.0/16', [2223, 2223])];
    aclIs(outgoing, answered, ...hsms);

    expect((await found()).warnings).toMatchObject([
      {
        path: 'activation.network',
        problem: expect.stringMatching(/only a part .*: acl-1 lets only a part of TCP 2223 to 2225 in from 10\.0\.2\.0\/24, /),
      },
    ]);
    expect(await found({ network: 'trusted' })).toEqual({ problems: [], warnings: [] });
  });

  test('those of a VPC that another account shares count as well, and are its owner’s to change; its NAT gateways are not asked for', async () => {
    ec2.on(DescribeSubnetsCommand).resolves({ Subnets: subnets.map((subnet) => ({ ...subnet, OwnerId: '999988887777' })) });
    expect(await verdict()).toBe('yes');
    expect(ec2.commandCalls(DescribeNatGatewaysCommand)).toEqual([]);

    aclIs(outgoing, answered);
    expect((await found()).problems).toMatchObject([
      { remedy: expect.stringMatching(/^in the account 999988887777, whose they are: `aws ec2 create-network-acl-entry /) },
    ]);
  });
});
