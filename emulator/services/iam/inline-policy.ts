import { AwsError } from '../../kernel/aws-error.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { Role } from './role.ts';

/** A role's inline policy as it was written. @throws AwsError NoSuchEntity */
export function inlinePolicy({ policies }: Role, policyName: string): PolicyDocument {
  const found = policies.get(policyName);
  if (found) return found.document;
  throw new AwsError('NoSuchEntity', `The role policy with name ${policyName} cannot be found.`, { status: 404 });
}
