import type { Operation } from '../../../service/service.ts';
import { inlinePolicy } from '../inline-policy.ts';
import type { IamPlace } from '../needs.ts';
import { onRole } from '../resources.ts';
import { writtenDocument } from '../written-document.ts';

/** @throws AwsError NoSuchEntity */
export const getRolePolicy: Operation<{ RoleName: string; PolicyName: string }, IamPlace> = {
  resources: onRole,
  run({ RoleName, PolicyName }, { place }) {
    const document = inlinePolicy(place.iam.roles.named(RoleName), PolicyName);
    return { RoleName, PolicyName, PolicyDocument: writtenDocument(document) };
  },
};
