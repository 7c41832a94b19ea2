import type { SubnetDeclaration, VpcDeclaration } from '../../kernel/account.ts';
import type { Path } from './conflict.ts';

/** A subnet of a declared VPC, and where it stands in the file. */
export type PlacedSubnet = SubnetDeclaration & { vpc: VpcDeclaration; path: Path };

export function placedSubnets(vpcs: VpcDeclaration[]): PlacedSubnet[] {
  return vpcs.flatMap((vpc, at) => vpc.subnets.map((subnet, index) => ({ ...subnet, vpc, path: ['vpcs', at, 'subnets', index] })));
}
