import { AwsError } from '../../kernel/aws-error.ts';

/** The policy of an endpoint for which none is given: everybody may do everything. */
export const fullAccess = JSON.stringify({ Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }] });

/** A policy as it is kept and shown; it is asked about nothing. @throws AwsError InvalidPolicyDocument for what is no JSON object */
export function readPolicy(text: string): string {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    policy = undefined;
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy))
    throw new AwsError('InvalidPolicyDocument', 'The policy document is no JSON object');
  return text;
}
