import { required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask } from './ec2.ts';

/** A further range of a VPC. */
export const vpcCidrBlock: ResourceType = {
  type: 'AWS::EC2::VPCCidrBlock',
  attributes: ['Id'],
  properties: { VpcId: required(text), CidrBlock: required(text) },
  async create(properties, { place }) {
    const { CidrBlockAssociation } = await ask<{ CidrBlockAssociation: { AssociationId: string } }>(
      place,
      'AssociateVpcCidrBlock',
      properties,
    );
    const { AssociationId } = CidrBlockAssociation;
    return { physicalId: AssociationId, attributes: { Id: AssociationId } };
  },
  async delete({ physicalId: AssociationId }, place) {
    await ask(place, 'DisassociateVpcCidrBlock', { AssociationId });
  },
};
