import { DescribeDhcpOptionsCommand, DescribeVpcAttributeCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import type { Place } from '../aws/clients.ts';
import { ec2 } from '../aws/ec2.ts';

/**
 * Who answers names in a VPC. `amazon`: Amazon's server. `amazon, no private names`: that, but names of endpoints lead nowhere.
 * `amazon behind others`: servers of somebody's own, who may ask it for names of endpoints. `others`: those alone. `nobody`: none, so that
 * nothing is reached by its name.
 */
export type NameService = 'amazon' | 'amazon, no private names' | 'amazon behind others' | 'others' | 'nobody';

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns-support.html, which participants of a shared VPC see too */
export async function nameServiceOf(vpcId: string, place?: Place): Promise<NameService> {
  const client = ec2(place);
  const [{ EnableDnsSupport }, { EnableDnsHostnames }, { Vpcs: [vpc] = [] }] = await Promise.all([
    client.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: 'enableDnsSupport' })),
    client.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: 'enableDnsHostnames' })),
    client.send(new DescribeVpcsCommand({ VpcIds: [vpcId] })),
  ]);
  const { DhcpOptions: [options] = [] } = await client.send(new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [vpc?.DhcpOptionsId ?? ''] }));
  const servers = (options?.DhcpConfigurations ?? [])
    .filter(({ Key }) => Key === 'domain-name-servers')
    .flatMap(({ Values = [] }) => Values);
  const others = servers.some(({ Value }) => Value !== 'AmazonProvidedDNS');
  if (EnableDnsSupport?.Value === false) return others ? 'others' : 'nobody';
  if (EnableDnsHostnames?.Value === false) return 'amazon, no private names';
  return others ? 'amazon behind others' : 'amazon';
}
