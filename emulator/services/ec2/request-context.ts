import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { Ec2Place } from './state.ts';

/** The tags of what a request is on, the VPC that it is in, and at whose creation tags are put on. */
export function requestContext(resource: string, { CreateAction }: { CreateAction?: string }, place: Ec2Place): RequestContext {
  const id = resource.split('/').at(-1)!;
  const { ec2 } = place;
  const held = ec2.subnets.get(id) ?? ec2.securityGroups.get(id) ?? ec2.routeTables.get(id) ?? ec2.natGateways.get(id);
  return {
    ...resourceTags(ec2.tags.of(id), 'ec2'),
    ...(held && { 'ec2:Vpc': place.arn('ec2', `vpc/${held.vpcId}`) }),
    ...(CreateAction !== undefined && { 'ec2:CreateAction': CreateAction }),
  };
}
