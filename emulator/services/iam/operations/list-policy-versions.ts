import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { page } from '../page.ts';
import { onPolicy } from '../resources.ts';
import { policyOf } from '../shown-policy.ts';

/** There is one version of each policy. @throws AwsError NoSuchEntity, ValidationError */
export const listPolicyVersions: Operation<{ PolicyArn: string; Marker?: string; MaxItems?: number }, IamPlace> = {
  resources: onPolicy,
  run(input, { place }) {
    const { changedAt } = policyOf(place, input.PolicyArn);
    const versions = [{ VersionId: 'v1', IsDefaultVersion: true, CreateDate: changedAt }];
    const { items, more } = page(versions, 'ListPolicyVersions', input);
    return { Versions: items, ...more };
  },
};
