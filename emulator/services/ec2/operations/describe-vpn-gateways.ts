import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import type { Ec2Place } from '../state.ts';

const names = ['attachment.state', 'attachment.vpc-id', 'availability-zone', 'state', 'type', 'vpn-gateway-id'];
const filters: FilterValues<never> = Object.fromEntries(names.map((name) => [name, () => []]));

/** There is none: the CDK asks for those of a VPC that it looks up. @throws AwsError InvalidVpnGatewayID.NotFound */
export const describeVpnGateways: Operation<Request & { VpnGatewayIds?: string[] }, Ec2Place> = {
  run({ VpnGatewayIds = [], ...input }) {
    const [id] = VpnGatewayIds;
    if (id !== undefined) throw new AwsError('InvalidVpnGatewayID.NotFound', `The vpnGateway ID '${id}' does not exist`);
    return { VpnGateways: listing([], filters, input).page };
  },
};
