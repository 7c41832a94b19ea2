import { DescribeDhcpOptionsCommand, DescribeVpcAttributeCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import type { Place } from '../aws/clients.ts';
import { ec2 } from '../aws/ec2.ts';

/**
 * Who answers names in a VPC. `amazon`: Amazon's server. `amazon, no private names`: that, but names of endpoints lead nowhere.
 * `others`: servers of somebody's own. `nobody`: none, so that nothing is reached by its name.
 */
export type NameService = 'amazon' | 'amazon, no private names' | 'others' | 'nobody';

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns-support.html, which participants of a shared VPC see too */
export async function nameServiceOf(vpcId: string, place?: Place): Promise<NameService> {
  const client = ec2(place);
  const [{ EnableDnsSupport }, { EnableDnsHostnames }] = await Promise.all([
    client.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: 'enableDnsSupport' })),
    client.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: 'enableDnsHostnames' })),
  ]);
  if (EnableDnsSupport?.Value !== false) return EnableDnsHostnames?.Value === false ? 'amazon, no private names' : 'amazon';
  const { Vpcs: [vpc] = [] } = await client.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }));
  const { DhcpOptions: [options] = [] } = await client.send(new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [vpc?.DhcpOptionsId ?? ''] }));
  const servers = (options?.DhcpConfigurations ?? [])
    .filter(({ Key }) => Key === 'domain-name-servers')
    .flatMap(({ Values = [] }) => Values);
  return servers.some(({ Value }) => Value !== 'AmazonProvidedDNS') ? 'others' : 'nobody';
}
