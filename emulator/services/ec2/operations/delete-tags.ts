import type { Operation } from '../../../service/service.ts';
import { onResources } from '../asks.ts';
import { missingParameter } from '../refusals.ts';
import { requireResource } from '../resource-types.ts';
import type { Ec2Place } from '../state.ts';
import type { Tag } from '../tags.ts';

interface Input {
  Resources: string[];
  Tags?: Tag[];
}

/**
 * A key takes its tag off, a key with a value only where the tag has that value; without any, all tags go but AWS's own (API reference).
 *
 * @throws AwsError MissingParameter, InvalidID, …NotFound
 */
export const deleteTags: Operation<Input, Ec2Place> = {
  resources: onResources,
  run({ Resources, Tags }, { place: { ec2 } }) {
    if (Resources.length === 0) throw missingParameter('The request must contain the parameter resourceIdSet');
    for (const id of Resources) requireResource(ec2, id);
    for (const id of Resources) {
      const all = [...ec2.tags.of(id).keys()].filter((key) => !key.startsWith('aws:')).map((Key): Tag => ({ Key }));
      for (const { Key = '', Value } of Tags ?? all) ec2.tags.remove(id, Key, Value);
    }
    return {};
  },
};
