import type { Operation } from '../../../service/service.ts';
import type { ManagedPolicy } from '../managed-policies.ts';
import type { IamPlace } from '../needs.ts';
import { page } from '../page.ts';
import type { Role } from '../role.ts';
import { listedPolicy, policyOf } from '../shown-policy.ts';
import { shownRole } from '../shown-role.ts';
import { writtenDocument } from '../written-document.ts';

type Kind = 'User' | 'Role' | 'Group' | 'LocalManagedPolicy' | 'AWSManagedPolicy';

interface Input {
  Filter?: Kind[];
  Marker?: string;
  MaxItems?: number;
}

/**
 * Roles and managed policies with all that they say; users and groups there are none. Of AWS's own policies those that are attached.
 *
 * @throws AwsError ValidationError for a marker
 */
export const getAccountAuthorizationDetails: Operation<Input, IamPlace> = {
  run(input, { place }) {
    const { Filter = ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] } = input;
    const { roles, managedPolicies } = place.iam;
    const attached = new Set(roles.all().flatMap(({ managedPolicyArns }) => managedPolicyArns));
    const ofAws = [...attached].filter((arn) => arn.split(':')[4] === 'aws').map((arn) => policyOf(place, arn));
    const all = [
      ...(Filter.includes('Role') ? byArn(roles.all()) : []).map((role) => ({ role })),
      ...(Filter.includes('LocalManagedPolicy') ? byArn(managedPolicies.all()) : []).map((policy) => ({ policy })),
      ...(Filter.includes('AWSManagedPolicy') ? byArn(ofAws) : []).map((policy) => ({ policy })),
    ];
    const { items, more } = page(all, 'GetAccountAuthorizationDetails', input);
    return {
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: items.flatMap((one) => ('role' in one ? roleDetail(one.role, place) : [])),
      Policies: items.flatMap((one) => ('policy' in one ? policyDetail(one.policy, place) : [])),
      ...more,
    };
  },
};

function byArn<T extends { arn: string }>(all: T[]): T[] {
  return all.toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
}

function roleDetail(role: Role, place: IamPlace) {
  const { Description: _, Tags = [], ...shown } = shownRole(role);
  return {
    ...shown,
    InstanceProfileList: [],
    RolePolicyList: [...role.policies].map(([PolicyName, { document }]) => ({ PolicyName, PolicyDocument: writtenDocument(document) })),
    AttachedManagedPolicies: role.managedPolicyArns.map((arn) => ({ PolicyName: policyOf(place, arn).name, PolicyArn: arn })),
    Tags,
    RoleLastUsed: {},
  };
}

function policyDetail(policy: ManagedPolicy, place: IamPlace) {
  const PolicyVersionList = policy.versions
    .map(({ id, document, createdAt }) => ({
      Document: writtenDocument(document),
      VersionId: id,
      IsDefaultVersion: id === policy.defaultVersionId,
      CreateDate: createdAt,
    }))
    .reverse();
  return { ...listedPolicy(policy, place), Description: policy.description, PolicyVersionList };
}
