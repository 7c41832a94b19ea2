import {
  DescribeAvailabilityZonesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { beforeEach, expect, test } from 'vitest';
import { checkRecovery } from '../../../../core/preflight/recovery.ts';
import { emptyAccount, group, healthyAccount, https, vpcId } from '../../account.ts';
import { ec2, ssm } from '../../aws.ts';
import { environment } from '../../environments.ts';

const subnetIds = ['subnet-0aaa9999aaa9999aa', 'subnet-0bbb9999bbb9999bb'];
const recovery = { region: 'us-west-2', subnetIds, securityGroupIds: ['sg-0e6e55e6e55e6e55e'] };
const checked = (changes: Partial<typeof recovery> = {}) =>
  checkRecovery(environment({ hsmCount: 2, recovery: { ...recovery, ...changes } }), emptyAccount);

/** The subnets there have so many free addresses, each. */
function freeAddresses(...counts: number[]): void {
  const Subnets = subnetIds.map((SubnetId, index) => {
    return {
      SubnetId,
      VpcId: vpcId,
      OwnerId: emptyAccount.accountId,
      AvailabilityZone: `us-west-2${'ab'[index]}`,
      AvailableIpAddressCount: counts[index]!,
    };
  });
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets });
}

beforeEach(async () => {
  await healthyAccount();
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: 'environments' } });
  const zones = ['us-west-2a', 'us-west-2b'].map((ZoneName) => ({ ZoneName, ZoneType: 'availability-zone' }));
  ec2.on(DescribeAvailabilityZonesCommand).resolves({ AvailabilityZones: zones });
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [group([https()])] });
  freeAddresses(250, 250);
});

test('finds nothing wrong with a network in which the environment can be restored', async () => {
  expect(await checked()).toEqual({ problems: [], warnings: [] });
});

test('warns of subnets there that have no room for the HSMs: there is time to mend that', async () => {
  freeAddresses(250, 1);
  expect(await checked()).toMatchObject({
    problems: [],
    warnings: [{ path: 'recovery.subnetIds.1', problem: expect.stringMatching(/has 1 free addresses, and 2 are needed/) }],
  });
});

test('warns where the task there would reach nothing: a restore would be refused when the other region is lost', async () => {
  ec2.on(DescribeRouteTablesCommand).resolves({ RouteTables: [] });
  expect(await checked()).toEqual({
    problems: [],
    warnings: [
      {
        path: 'recovery.subnetIds',
        problem: expect.stringMatching(/^from subnet-0aaa9999aaa9999aa, subnet-0bbb9999bbb9999bb there is no way to ecr\.api, /),
        remedy: expect.stringContaining('add a NAT gateway, or VPC endpoints'),
      },
    ],
  });
});

test('warns where no security group is named by which the task there reaches AWS', async () => {
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [] });
  expect(await checked({ securityGroupIds: [] })).toMatchObject({
    problems: [],
    warnings: [{ path: 'recovery.securityGroupIds', problem: 'no egress to port 443 for the task that sets up users' }],
  });
});
