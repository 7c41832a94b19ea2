import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand, type SecurityGroup, type Subnet } from '@aws-sdk/client-ec2';
import { ec2 } from '../aws/ec2.ts';

/** What a file names, or EC2's words for what of it does not exist. */
export type Named<T> = { found: T[] } | { missing: string };

/** In the order of the ids. */
export async function namedSubnets(SubnetIds: string[]): Promise<Named<Subnet>> {
  return unlessMissing(async () => {
    const { Subnets = [] } = await ec2().send(new DescribeSubnetsCommand({ SubnetIds }));
    return SubnetIds.map((id) => Subnets.find(({ SubnetId }) => SubnetId === id)!);
  });
}

export async function namedSecurityGroups(GroupIds: string[]): Promise<Named<SecurityGroup>> {
  if (GroupIds.length === 0) return { found: [] };
  return unlessMissing(async () => (await ec2().send(new DescribeSecurityGroupsCommand({ GroupIds }))).SecurityGroups ?? []);
}

async function unlessMissing<T>(read: () => Promise<T[]>): Promise<Named<T>> {
  try {
    return { found: await read() };
  } catch (error) {
    if (error instanceof Error && error.name.endsWith('.NotFound')) return { missing: error.message };
    throw error;
  }
}
