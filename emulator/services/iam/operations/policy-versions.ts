import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { onPolicy } from '../resources.ts';
import { ownPolicy } from '../shown-policy.ts';
import { checkJson } from '../written-document.ts';

interface Version {
  PolicyArn: string;
  VersionId: string;
}

/** @throws AwsError NoSuchEntity, MalformedPolicyDocument, LimitExceeded */
export const createPolicyVersion: Operation<{ PolicyArn: string; PolicyDocument: string; SetAsDefault?: boolean }, IamPlace> = {
  resources: onPolicy,
  run({ PolicyArn, PolicyDocument, SetAsDefault = false }, { place }) {
    const policy = ownPolicy(place, PolicyArn);
    checkJson(PolicyDocument, 'Syntax errors in policy.');
    const { id, createdAt } = place.iam.managedPolicies.addVersion(policy, PolicyDocument, SetAsDefault);
    return { PolicyVersion: { VersionId: id, IsDefaultVersion: SetAsDefault, CreateDate: createdAt } };
  },
};

/** @throws AwsError NoSuchEntity */
export const setDefaultPolicyVersion: Operation<Version, IamPlace> = {
  resources: onPolicy,
  run({ PolicyArn, VersionId }, { place }) {
    place.iam.managedPolicies.useVersion(ownPolicy(place, PolicyArn), VersionId);
  },
};

/** @throws AwsError NoSuchEntity, DeleteConflict */
export const deletePolicyVersion: Operation<Version, IamPlace> = {
  resources: onPolicy,
  run({ PolicyArn, VersionId }, { place }) {
    place.iam.managedPolicies.deleteVersion(ownPolicy(place, PolicyArn), VersionId);
  },
};
