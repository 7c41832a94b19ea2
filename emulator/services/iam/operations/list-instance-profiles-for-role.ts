import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { page } from '../page.ts';
import { onRole } from '../resources.ts';

/** There are none: who deletes a role asks for them first. @throws AwsError NoSuchEntity, ValidationError */
export const listInstanceProfilesForRole: Operation<{ RoleName: string; Marker?: string; MaxItems?: number }, IamPlace> = {
  resources: onRole,
  run(input, { place }) {
    place.iam.roles.named(input.RoleName);
    const { items, more } = page([], 'ListInstanceProfilesForRole', input);
    return { InstanceProfiles: items, ...more };
  },
};
