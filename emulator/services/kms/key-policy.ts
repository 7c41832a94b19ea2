import { AwsError } from '../../kernel/aws-error.ts';
import type { Caller } from '../../kernel/caller.ts';
import { readJson } from '../../kernel/read-json.ts';
import type { Place } from '../../service/place.ts';

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

interface Statement {
  Effect?: string;
  Principal?: string | { AWS?: string | string[] };
  Action?: string | string[];
}

/**
 * Checks that a text is a policy and, unless the caller waives it, that it leaves the caller able to change it.
 *
 * @throws AwsError MalformedPolicyDocumentException
 */
export function checkKeyPolicy(place: Place, caller: Caller, policy: string, bypassLockoutCheck = false): void {
  const statements = statementsOf(policy);
  if (bypassLockoutCheck) return;
  const own = [
    '*',
    place.accountId,
    `arn:${place.partition}:iam::${place.accountId}:root`,
    caller.arn,
    ...(caller.kind === 'role' ? [caller.roleArn] : []),
  ];
  const keeps = statements.some(({ Effect, Principal, Action }) => {
    const principals = typeof Principal === 'string' ? [Principal] : [Principal?.AWS ?? []].flat();
    const actions = [Action ?? []].flat().map((action) => action.toLowerCase());
    const allowed = actions.some(
      (action) => action === '*' || action === 'kms:*' || action === 'kms:put*' || action === 'kms:putkeypolicy',
    );
    return Effect === 'Allow' && allowed && principals.some((principal) => own.includes(principal));
  });
  if (!keeps) {
    throw new AwsError('MalformedPolicyDocumentException', 'The new key policy will not allow you to update the key policy in the future.');
  }
}

function statementsOf(policy: string): Statement[] {
  try {
    const { Statement } = readJson(policy) as { Statement?: Statement | Statement[] };
    if (Statement) return [Statement].flat();
  } catch {
    // told below, as a policy without statements is
  }
  throw new AwsError('MalformedPolicyDocumentException', 'Policy contains invalid json');
}
