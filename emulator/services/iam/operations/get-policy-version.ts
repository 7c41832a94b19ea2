import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { onPolicy } from '../resources.ts';
import { policyOf } from '../shown-policy.ts';
import { writtenDocument } from '../written-document.ts';

/** There is one version of each policy. @throws AwsError NoSuchEntity, ValidationError */
export const getPolicyVersion: Operation<{ PolicyArn: string; VersionId: string }, IamPlace> = {
  resources: onPolicy,
  run({ PolicyArn, VersionId }, { place }) {
    const { document, changedAt } = policyOf(place, PolicyArn);
    if (VersionId !== 'v1')
      throw new AwsError('NoSuchEntity', `Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`, { status: 404 });
    return { PolicyVersion: { Document: writtenDocument(document), VersionId, IsDefaultVersion: true, CreateDate: changedAt } };
  },
};
