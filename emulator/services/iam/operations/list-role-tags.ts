import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { page } from '../page.ts';
import { onRole } from '../resources.ts';

/** By key. @throws AwsError NoSuchEntity, ValidationError */
export const listRoleTags: Operation<{ RoleName: string; Marker?: string; MaxItems?: number }, IamPlace> = {
  resources: onRole,
  run(input, { place }) {
    const tags = [...place.iam.roles.named(input.RoleName).tags].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const { items, more } = page(tags, 'ListRoleTags', input);
    return { Tags: items.map(([Key, Value]) => ({ Key, Value })), ...more };
  },
};
