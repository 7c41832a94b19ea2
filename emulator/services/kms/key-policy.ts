import { AwsError } from '../../kernel/aws-error.ts';
import type { Caller } from '../../kernel/caller.ts';
import { readJson } from '../../kernel/read-json.ts';
import type { Place } from '../../service/place.ts';
import { readPut } from '../iam/policy-document.ts';
import { policyOfGrants } from './grants/grant-policy.ts';
import type { KmsPlace } from './state.ts';

/** What KMS gives a key without a policy: IAM policies of the account decide. */
export function defaultKeyPolicy(place: Place): string {
  return JSON.stringify(
    {
      Version: '2012-10-17',
      Id: 'key-default-1',
      Statement: [
        {
          Sid: 'Enable IAM User Permissions',
          Effect: 'Allow',
          Principal: { AWS: `arn:${place.partition}:iam::${place.accountId}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    },
    null,
    2,
  );
}

/** What lets others use a key: its policy and its grants. */
export function policies(arn: string, { kms }: KmsPlace): object[] {
  const key = kms.keys.get(arn.split('/').at(-1)!);
  return key ? [effectivePolicy(key.policy), ...policyOfGrants(key)] : [];
}

/** A key policy as IAM is to weigh it: a statement without Action or Resource is no error, and has no effect (KMS API, PutKeyPolicy). */
export function effectivePolicy(policy: string): { Version?: string; Statement: object[] } {
  const { Version, Statement } = Object(readJson(policy)) as { Version?: string; Statement?: object | object[] };
  return { Version, Statement: [Statement ?? []].flat().filter((statement) => 'Action' in statement && 'Resource' in statement) };
}

/**
 * Checks that a text is a policy and, unless the caller waives it, that it leaves the caller able to change it.
 *
 * @throws AwsError MalformedPolicyDocumentException
 */
export function checkKeyPolicy(place: KmsPlace, caller: Caller, keyArn: string, policy: string, bypassLockoutCheck = false): void {
  const effective = readEffective(policy);
  if (bypassLockoutCheck || !place.iam.locksOut(caller, 'kms:PutKeyPolicy', keyArn, effective)) return;
  throw malformed('The new key policy will not allow you to update the key policy in the future.');
}

function readEffective(policy: string): object {
  const effective = asPolicy(policy);
  if (effective.Statement.length > 0) readPut(effective, 'the key policy', malformed);
  return effective;
}

function asPolicy(policy: string) {
  try {
    const effective = effectivePolicy(policy);
    if ('Statement' in Object(readJson(policy))) return effective;
  } catch {
    // told below, as a policy without statements is
  }
  throw malformed('Policy contains invalid json');
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocumentException', message);
}
