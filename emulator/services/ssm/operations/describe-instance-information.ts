import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { Instance } from '../../ec2/instance.ts';
import { isOnline, managedHosts, matches } from '../hosts/managed-hosts.ts';
import { page } from '../page.ts';
import type { SsmPlace } from '../state.ts';

interface Input {
  Filters?: { Key: string; Values: string[] }[];
  MaxResults?: number;
  NextToken?: string;
}

/** @throws AwsError InvalidFilterKey, InvalidNextToken */
export const describeInstanceInformation: Operation<Input, SsmPlace> = {
  refuses: ['InstanceInformationFilterList'],
  run(input, { place }) {
    const { Filters = [] } = input;
    const hosts = managedHosts(place).filter((instance) => Filters.every((filter) => passes(instance, filter)));
    const { items, NextToken } = page(hosts, 'DescribeInstanceInformation', input, 10);
    return { InstanceInformationList: items.map((instance) => shown(place, instance)), NextToken };
  },
};

function passes(instance: Instance, { Key, Values }: { Key: string; Values: string[] }): boolean {
  if (Key === 'InstanceIds' || Key.startsWith('tag:') || Key === 'tag-key') return matches(instance, { Key, Values });
  if (Key === 'PingStatus') return Values.includes(pingOf(instance));
  if (Key === 'PlatformTypes') return Values.includes(typeOf(instance));
  throw new AwsError('InvalidFilterKey', `The filter ${Key} is not emulated`);
}

/** What Systems Manager calls the systems that it knows; another one by its own name. */
const names: Record<string, string> = {
  amzn: 'Amazon Linux',
  rhel: 'Red Hat Enterprise Linux',
  rocky: 'Rocky Linux',
  ubuntu: 'Ubuntu',
  windows: 'Microsoft Windows Server',
};
/** How long ago an agent last answered that does not answer any more. */
const silentSeconds = 86_400;

function shown({ ec2, clock }: SsmPlace, instance: Instance) {
  const { id, release } = instance.platform;
  return {
    InstanceId: instance.instanceId,
    PingStatus: pingOf(instance),
    LastPingDateTime: new Date(clock.now() - (isOnline(instance) ? 0 : silentSeconds * 1000)),
    AgentVersion: '3.3.3050.0',
    IsLatestVersion: true,
    PlatformType: typeOf(instance),
    PlatformName: names[id] ?? id,
    PlatformVersion: release,
    ResourceType: 'EC2Instance',
    IPAddress: ec2.networkInterfaces.get(instance.eniId)!.ip,
    ComputerName: `ip-${ec2.networkInterfaces.get(instance.eniId)!.ip.replaceAll('.', '-')}.ec2.internal`,
  };
}

function pingOf(instance: Instance): string {
  return isOnline(instance) ? 'Online' : 'ConnectionLost';
}

function typeOf({ platform }: Instance): string {
  return platform.id === 'windows' ? 'Windows' : 'Linux';
}
