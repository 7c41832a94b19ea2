import { type Instance, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { type InstanceInformation, paginateDescribeInstanceInformation } from '@aws-sdk/client-ssm';
import { ec2 } from '../aws/ec2.ts';
import { filterBatches } from '../aws/filter-batches.ts';
import { ssm } from '../aws/ssm.ts';
import type { Host } from './host.ts';
import { asTarget, type Wanted } from './request.ts';

/** What Systems Manager knows of the hosts that are meant, and whether EC2 shows them in the cluster's security group. */
export async function findHosts(wanted: Wanted, securityGroupId: string): Promise<Host[]> {
  const filters = 'tags' in wanted ? wanted.tags.map(asTarget) : [{ Key: 'InstanceIds', Values: wanted.ids }];
  const managed = new Map<string, InstanceInformation>();
  for await (const page of paginateDescribeInstanceInformation({ client: ssm(), pageSize: 50 }, { Filters: filters })) {
    for (const one of page.InstanceInformationList ?? []) managed.set(one.InstanceId!, one);
  }
  const ids = 'ids' in wanted ? wanted.ids : [...managed.keys()];
  const groups = await groupsOf(ids);
  return ids.map((id) => {
    const known = managed.get(id);
    return {
      id,
      platform: known ? `${known.PlatformName ?? 'unknown'} ${known.PlatformVersion ?? ''}`.trim() : 'unknown',
      problem: problemOf(known),
      inGroup: groups.get(id)?.includes(securityGroupId) ?? null,
    };
  });
}

function problemOf(known: InstanceInformation | undefined): string | null {
  if (!known) {
    return 'Systems Manager does not know it: its role has to have AmazonSSMManagedInstanceCore, its agent has to run and to reach ssm and ssmmessages';
  }
  if (known.PingStatus !== 'Online')
    return `is offline: its agent answered last at ${known.LastPingDateTime?.toISOString() ?? 'no time known'}`;
  if (known.PlatformType !== 'Linux') return `runs ${known.PlatformName ?? known.PlatformType}: only Linux hosts are configured`;
  return null;
}

/** {instance: its groups}. Hosts that are no instances have none. */
async function groupsOf(ids: string[]): Promise<Map<string, string[]>> {
  const instances = ids.filter((id) => id.startsWith('i-'));
  const found = new Map<string, string[]>();
  if (instances.length === 0) return found;
  for (const instance of await describeInstances(instances)) {
    found.set(
      instance.InstanceId!,
      (instance.SecurityGroups ?? []).map(({ GroupId }) => GroupId!),
    );
  }
  return found;
}

/** By a filter: one that is gone is left out, and no error. */
export async function describeInstances(ids: string[]): Promise<Instance[]> {
  const instances: Instance[] = [];
  for (const Values of filterBatches(ids)) {
    const filter = { Name: 'instance-id', Values };
    for await (const { Reservations = [] } of paginateDescribeInstances({ client: ec2() }, { Filters: [filter] }))
      instances.push(...Reservations.flatMap((reservation) => reservation.Instances ?? []));
  }
  return instances;
}
