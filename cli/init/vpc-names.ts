import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { ec2 } from '../../core/aws/ec2.ts';

/** What people call VPCs, by id: their Name tags. Who may not look has their ids. */
export async function vpcNames(VpcIds: string[]): Promise<Map<string, string>> {
  const { Vpcs = [] } = await ec2()
    .send(new DescribeVpcsCommand({ VpcIds }))
    .catch(() => ({ Vpcs: [] }));
  return new Map(
    Vpcs.flatMap(({ VpcId = '', Tags = [] }) => Tags.filter(({ Key }) => Key === 'Name').map(({ Value = '' }) => [VpcId, Value])),
  );
}
