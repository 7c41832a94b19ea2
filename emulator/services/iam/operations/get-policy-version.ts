import type { Operation } from '../../../service/service.ts';
import { versionOf } from '../managed-policies.ts';
import type { IamPlace } from '../needs.ts';
import { onPolicy } from '../resources.ts';
import { policyOf } from '../shown-policy.ts';
import { writtenDocument } from '../written-document.ts';

/** @throws AwsError NoSuchEntity, ValidationError */
export const getPolicyVersion: Operation<{ PolicyArn: string; VersionId: string }, IamPlace> = {
  resources: onPolicy,
  run({ PolicyArn, VersionId }, { place }) {
    const policy = policyOf(place, PolicyArn);
    const { id, document, createdAt } = versionOf(policy, VersionId);
    const IsDefaultVersion = id === policy.defaultVersionId;
    return { PolicyVersion: { Document: writtenDocument(document), VersionId, IsDefaultVersion, CreateDate: createdAt } };
  },
};
