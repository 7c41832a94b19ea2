import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { page } from '../page.ts';
import { onRole } from '../resources.ts';
import { policyOf } from '../shown-policy.ts';

interface Input {
  RoleName: string;
  PathPrefix?: string;
  Marker?: string;
  MaxItems?: number;
}

/** @throws AwsError NoSuchEntity, ValidationError */
export const listAttachedRolePolicies: Operation<Input, IamPlace> = {
  resources: onRole,
  run(input, { place }) {
    const { managedPolicyArns } = place.iam.roles.named(input.RoleName);
    const found = managedPolicyArns.map((arn) => policyOf(place, arn)).filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    const { items, more } = page(found, 'ListAttachedRolePolicies', input);
    return { AttachedPolicies: items.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })), ...more };
  },
};
