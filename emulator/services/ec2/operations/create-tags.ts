import type { Operation } from '../../../service/service.ts';
import { onResources } from '../asks.ts';
import { missingParameter } from '../refusals.ts';
import { requireResource } from '../resource-types.ts';
import type { Ec2Place } from '../state.ts';
import { type Tag, tagsOf } from '../tags.ts';

interface Input {
  Resources: string[];
  Tags: Tag[];
}

/** On all of the resources, or on none. @throws AwsError MissingParameter, InvalidID, InvalidParameterValue, TagLimitExceeded, …NotFound */
export const createTags: Operation<Input, Ec2Place> = {
  resources: onResources,
  run({ Resources, Tags }, { place: { ec2 } }) {
    if (Tags.length === 0) throw missingParameter('The request must contain the parameter tagSet');
    if (Resources.length === 0) throw missingParameter('The request must contain the parameter resourceIdSet');
    const tags = tagsOf(Tags);
    for (const id of Resources) {
      requireResource(ec2, id);
      ec2.tags.check(id, tags);
    }
    for (const id of Resources) ec2.tags.add(id, tags);
    return {};
  },
};
