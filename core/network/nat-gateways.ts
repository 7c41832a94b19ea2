import { DescribeNatGatewaysCommand } from '@aws-sdk/client-ec2';
import type { Place } from '../aws/clients.ts';
import { ec2 } from '../aws/ec2.ts';

export interface NatGateway {
  natGatewayId: string;
  state: string;
  /** Whether it has a public address, or hands packets on as they came. */
  public: boolean;
  /** Undefined for one of a whole VPC, which has no subnet. */
  subnetId: string | undefined;
}

/** The NAT gateways of a VPC that this account owns. Those of a shared VPC are its owner's to see. */
export async function natGatewaysOf(vpcId: string, place?: Place): Promise<NatGateway[]> {
  const { NatGateways = [] } = await ec2(place).send(new DescribeNatGatewaysCommand({ Filter: [{ Name: 'vpc-id', Values: [vpcId] }] }));
  return NatGateways.map(({ NatGatewayId = '', State = '', ConnectivityType, SubnetId }) => ({
    natGatewayId: NatGatewayId,
    state: State,
    public: ConnectivityType !== 'private',
    subnetId: SubnetId,
  }));
}
