import {
  DescribeAvailabilityZonesCommand,
  type Subnet as Described,
  DescribeSubnetsCommand,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2';
import type { Place } from '../aws/clients.ts';
import { ec2 } from '../aws/ec2.ts';
import { type Named, unlessMissing } from './named.ts';

export interface Subnet {
  subnetId: string;
  vpcId: string;
  cidr: string;
  availabilityZone: string;
  /** `availability-zone`, or `local-zone`, `wavelength-zone` and `outpost` for places beside a region. */
  place: string;
  freeAddresses: number;
  /** The account that owns it: another's subnets may be shared with this one. */
  ownerId: string;
}

/** Subnets in the order of their ids. */
export async function namedSubnets(ids: string[], place?: Place): Promise<Named<Subnet>> {
  return unlessMissing(async () => {
    const { Subnets = [] } = await ec2(place).send(new DescribeSubnetsCommand({ SubnetIds: ids }));
    return withPlaces(
      Subnets.toSorted((a, b) => ids.indexOf(a.SubnetId!) - ids.indexOf(b.SubnetId!)),
      place,
    );
  });
}

/** All subnets that this account sees, its own and those that are shared with it. */
export async function allSubnets(): Promise<Subnet[]> {
  const found: Described[] = [];
  for await (const { Subnets = [] } of paginateDescribeSubnets({ client: ec2() }, {})) found.push(...Subnets);
  return withPlaces(found);
}

/** The range of each subnet of a VPC, by its id. */
export async function subnetRangesOf(vpcId: string, place?: Place): Promise<Map<string, string>> {
  const ranges = new Map<string, string>();
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  for await (const { Subnets = [] } of paginateDescribeSubnets({ client: ec2(place) }, { Filters }))
    for (const { SubnetId = '', CidrBlock = '' } of Subnets) ranges.set(SubnetId, CidrBlock);
  return ranges;
}

async function withPlaces(subnets: Described[], place?: Place): Promise<Subnet[]> {
  const places = await placesOf([...new Set(subnets.map(({ AvailabilityZone = '' }) => AvailabilityZone))], place);
  return subnets.map((subnet) => ({
    subnetId: subnet.SubnetId ?? '',
    vpcId: subnet.VpcId ?? '',
    cidr: subnet.CidrBlock ?? '',
    availabilityZone: subnet.AvailabilityZone ?? '',
    place: subnet.OutpostArn ? 'outpost' : (places.get(subnet.AvailabilityZone ?? '') ?? ''),
    freeAddresses: subnet.AvailableIpAddressCount ?? 0,
    ownerId: subnet.OwnerId ?? '',
  }));
}

async function placesOf(ZoneNames: string[], place?: Place): Promise<Map<string, string>> {
  const { AvailabilityZones = [] } = await ec2(place).send(new DescribeAvailabilityZonesCommand({ ZoneNames }));
  return new Map(AvailabilityZones.map(({ ZoneName = '', ZoneType = '' }) => [ZoneName, ZoneType]));
}
