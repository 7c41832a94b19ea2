import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { page } from '../page.ts';
import { onPolicy } from '../resources.ts';
import { policyOf } from '../shown-policy.ts';

/** Newest first. @throws AwsError NoSuchEntity, ValidationError */
export const listPolicyVersions: Operation<{ PolicyArn: string; Marker?: string; MaxItems?: number }, IamPlace> = {
  resources: onPolicy,
  run(input, { place }) {
    const { versions, defaultVersionId } = policyOf(place, input.PolicyArn);
    const all = versions
      .map(({ id, createdAt }) => ({ VersionId: id, IsDefaultVersion: id === defaultVersionId, CreateDate: createdAt }))
      .reverse();
    const { items, more } = page(all, 'ListPolicyVersions', input);
    return { Versions: items, ...more };
  },
};
