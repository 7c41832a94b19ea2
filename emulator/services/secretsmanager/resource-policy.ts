import { AwsError } from '../../kernel/aws-error.ts';
import { readObject } from '../../kernel/json-object.ts';
import { readPut } from '../iam/policy-document.ts';
import type { SecretsManagerPlace } from './state.ts';

/** Of a secret, by its ARN. */
export function policies(resource: string, { secretsManager }: SecretsManagerPlace): unknown[] {
  const policy = secretsManager.find(resource)?.policy;
  return policy === undefined ? [] : [policy];
}

/**
 * Checks that a text is a policy, and that it does not let everybody in where that is not wanted.
 *
 * @throws AwsError MalformedPolicyDocumentException, PublicPolicyException
 */
export function checkResourcePolicy(policy: string, arn: string, blockPublic = false): void {
  if (!readObject(policy)) throw malformed('This resource policy contains a syntax error.');
  const isPublic = readPut(policy, `the policy of ${arn}`, malformed).some(
    ({ effect, principals, conditions }) => effect === 'Allow' && principals?.arns.includes('*') && conditions.length === 0,
  );
  if (blockPublic && isPublic)
    throw new AwsError('PublicPolicyException', 'The resource policy grants broad access to the secret, which BlockPublicPolicy forbids.');
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocumentException', message);
}
