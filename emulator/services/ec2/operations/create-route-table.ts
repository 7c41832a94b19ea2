import type { Operation } from '../../../service/service.ts';
import { creation, onEc2 } from '../asks.ts';
import { describedRouteTable } from '../descriptions/route-table.ts';
import { createRouteTable as create } from '../route-tables.ts';
import type { Ec2Place } from '../state.ts';
import { specifiedTags, type TagSpecification } from '../tags.ts';
import { ownVpc } from '../vpcs.ts';

interface Input {
  VpcId: string;
  ClientToken?: string;
  TagSpecifications?: TagSpecification[];
}

/** A token that comes again gives the table that it made. @throws AwsError InvalidVpcID.NotFound, RouteTableLimitExceeded */
export const createRouteTable: Operation<Input, Ec2Place> = {
  asks: creation('CreateRouteTable', 'route-table', ({ VpcId }: Input, place) => [onEc2(place, 'vpc', VpcId)]),
  run(input, { place }) {
    const { VpcId, ClientToken, TagSpecifications } = input;
    const { ec2 } = place;
    const tags = specifiedTags('route-table', TagSpecifications);
    const vpc = ownVpc(ec2, VpcId);
    const table = ec2.once(input, ec2.routeTables, () => {
      const made = create(ec2, vpc);
      ec2.tags.add(made.routeTableId, tags);
      return made.routeTableId;
    });
    return { RouteTable: describedRouteTable(place, table), ClientToken };
  },
};
