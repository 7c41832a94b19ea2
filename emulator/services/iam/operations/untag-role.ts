import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { onRole } from '../resources.ts';

/** @throws AwsError NoSuchEntity */
export const untagRole: Operation<{ RoleName: string; TagKeys: string[] }, IamPlace> = {
  resources: onRole,
  run({ RoleName, TagKeys }, { place }) {
    const { tags } = place.iam.roles.named(RoleName);
    for (const key of TagKeys) tags.delete(key);
  },
};
