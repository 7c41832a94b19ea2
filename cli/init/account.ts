import { type CertificateAuthority, paginateListCertificateAuthorities } from '@aws-sdk/client-acm-pca';
import { acmPca } from '../../core/aws/acm-pca.ts';
import { groupedBy } from '../../core/grouped-by.ts';
import { routeTablesOf, tableOf } from '../../core/network/routes.ts';
import { letsNothing, securityGroupsOf } from '../../core/network/security-groups.ts';
import { allSubnets, type Subnet } from '../../core/network/subnets.ts';
import { unfitness } from '../../core/preflight/certificate-authority.ts';
import { vpcNames } from './vpc-names.ts';

/** A VPC that can hold a cluster. */
export interface Network {
  vpcId: string;
  /** What people call it, where there are several and it has a name. */
  name?: string | undefined;
  /** Private subnets of availability zones, by zone; of several in a zone the one with most free addresses is first. */
  subnets: Subnet[];
  /** Security groups that let the task out on port 443. */
  groupIds: string[];
}

export interface Authority {
  arn: string;
  name: string;
  /** ISO 8601 date. */
  ends: string;
}

/** The VPCs with private subnets in two availability zones or more: HSMs have no public address and want no way in. */
export async function networksOf(): Promise<Network[]> {
  const all = await allSubnets();
  const byVpc = groupedBy(
    all.filter(({ place }) => place === 'availability-zone'),
    ({ vpcId }) => vpcId,
  );
  const networks = await Promise.all([...byVpc].map(([vpcId, inVpc]) => networkOf(vpcId, inVpc)));
  const fitting = networks.filter(({ subnets }) => new Set(subnets.map(({ availabilityZone }) => availabilityZone)).size >= 2);
  if (fitting.length < 2) return fitting;
  const names = await vpcNames(fitting.map(({ vpcId }) => vpcId));
  return fitting.map((network) => ({ ...network, name: names.get(network.vpcId) }));
}

/** A VPC by its id and its name. */
export function shownNetwork({ vpcId, name }: Network): string {
  return name ? `${vpcId} (${name})` : vpcId;
}

/** Security groups of a VPC that let the task out on port 443. */
export async function groupsOf(vpcId: string): Promise<string[]> {
  return (await securityGroupsOf(vpcId)).filter(({ out }) => !letsNothing(out)).map(({ groupId }) => groupId);
}

async function networkOf(vpcId: string, subnets: Subnet[]): Promise<Network> {
  const [tables, groupIds] = await Promise.all([routeTablesOf(vpcId), groupsOf(vpcId)]);
  const toInternet = (subnetId: string) => tableOf(subnetId, tables).routes.some(({ target }) => target.startsWith('igw-'));
  return {
    vpcId,
    subnets: subnets
      .filter(({ subnetId }) => !toInternet(subnetId))
      .toSorted((a, b) => a.availabilityZone.localeCompare(b.availabilityZone) || b.freeAddresses - a.freeAddresses),
    groupIds,
  };
}

/** One subnet for each zone: a cluster takes no more. */
export function oneForEachZone(subnets: Subnet[]): Subnet[] {
  return subnets.filter(
    ({ availabilityZone }, index) => subnets.findIndex((other) => other.availabilityZone === availabilityZone) === index,
  );
}

/** Root CAs that can sign for a cluster, the account's own and those that are shared with it. */
export async function authorities(): Promise<Authority[]> {
  const found: CertificateAuthority[] = [];
  for (const ResourceOwner of ['SELF', 'OTHER_ACCOUNTS'] as const) {
    for await (const { CertificateAuthorities = [] } of paginateListCertificateAuthorities({ client: acmPca() }, { ResourceOwner }))
      found.push(...CertificateAuthorities);
  }
  return found
    .filter((authority) => unfitness(authority).length === 0)
    .map(({ Arn = '', NotAfter, CertificateAuthorityConfiguration }) => ({
      arn: Arn,
      name: CertificateAuthorityConfiguration?.Subject?.CommonName ?? '',
      ends: NotAfter?.toISOString().slice(0, 10) ?? '',
    }));
}
