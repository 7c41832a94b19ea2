import { AwsError } from '../../kernel/aws-error.ts';
import type { Role } from './roles.ts';

/** A role's inline policy as it was written. @throws AwsError NoSuchEntity */
export function inlinePolicy({ documents }: Role, policyName: string): unknown {
  if (documents.has(policyName)) return documents.get(policyName);
  throw new AwsError('NoSuchEntity', `The role policy with name ${policyName} cannot be found.`, { status: 404 });
}
