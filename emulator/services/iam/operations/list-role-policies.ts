import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { page } from '../page.ts';
import { onRole } from '../resources.ts';

/** By name. @throws AwsError NoSuchEntity, ValidationError */
export const listRolePolicies: Operation<{ RoleName: string; Marker?: string; MaxItems?: number }, IamPlace> = {
  resources: onRole,
  run(input, { place }) {
    const names = [...place.iam.roles.named(input.RoleName).policies.keys()].toSorted();
    const { items, more } = page(names, 'ListRolePolicies', input);
    return { PolicyNames: items, ...more };
  },
};
