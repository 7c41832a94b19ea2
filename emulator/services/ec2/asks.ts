import type { Place } from '../../service/place.ts';
import type { Operation, Question } from '../../service/service.ts';
import { typeOf } from './resource-types.ts';
import { tableAssociatedBy } from './route-tables.ts';
import type { Ec2Place } from './state.ts';
import type { TagSpecification } from './tags.ts';

/** The ARN of something of EC2, by its type in IAM; without an id, of what is not there yet. */
export function onEc2(place: Place, type: string, id = '*'): string {
  return place.arn('ec2', `${type}/${id}`);
}

/**
 * What IAM is asked about a creation: about the new resource and what it is made in; and, where the request gives it tags, whether they
 * may be put on at this creation (EC2 User Guide, "Grant permission to tag Amazon EC2 resources during creation").
 *
 * @param type of what is created
 * @param others ARNs of what it is made in or of
 */
export function creation<Input extends { TagSpecifications?: TagSpecification[] }>(
  action: string,
  type: string,
  others: (input: Input, place: Ec2Place) => string[] = () => [],
): Required<Pick<Operation<Input, Ec2Place>, 'asks'>>['asks'] {
  return (input, place): Question[] => {
    const Tags = (input.TagSpecifications ?? []).flatMap((specification) => specification.Tags ?? []);
    const resource = onEc2(place, type);
    const created = { action, resources: [resource, ...others(input, place)], about: { Tags } };
    return Tags.length === 0 ? [created] : [created, tagging(action, resource, Tags)];
  };
}

/** The permission to put tags on what an action creates. */
export function tagging(action: string, resource: string, Tags: unknown[]): Question {
  return { action: 'CreateTags', resources: [resource], about: { Tags, CreateAction: action } };
}

/** ARNs of resources that are named by their ids alone. */
export function onResources({ Resources = [] }: { Resources?: string[] }, place: Place): string[] {
  return Resources.map((id) => onEc2(place, typeOf(id) ?? '*', id));
}

/** ARNs of the route table and of the subnet that an association ties. */
export function onAssociation(place: Ec2Place, associationId: string): string[] {
  const table = tableAssociatedBy(place.ec2, associationId);
  const subnetId = table?.associations.find((one) => one.associationId === associationId)?.subnetId;
  return [onEc2(place, 'route-table', table?.routeTableId), ...(subnetId === undefined ? [] : [onEc2(place, 'subnet', subnetId)])];
}
