import type { Caller } from '../../kernel/caller.ts';
import { invalidRequest } from './refusals.ts';
import type { Secret } from './secret.ts';

/**
 * AWS's own key serves its account only, and services of AWS there: whoever else reads or writes a value is refused (Secrets Manager API
 * reference, UpdateSecret; localstack's test_cross_account_access, validated on AWS).
 *
 * @throws AwsError InvalidRequestException
 */
export function checkKeyServes({ arn, kmsKeyId }: Secret, caller: Caller): void {
  const [owner, asking] = [arn, caller.arn].map((one) => one.split(':')[4]);
  if (asking === undefined || owner === asking || kmsKeyId !== undefined) return;
  const why = 'if you encrypt the secret with the default KMS service key.';
  throw invalidRequest(`You can't access a secret from a different AWS account ${why}`);
}
