import { AwsError } from '../../kernel/aws-error.ts';

/** Nobody goes past a retention that no bucket here has, not even by false (localstack's test_delete_object_with_no_locking). @throws AwsError InvalidArgument */
export function checkBypass(bypass: boolean | undefined): void {
  if (bypass === undefined) return;
  const ArgumentName = 'x-amz-bypass-governance-retention';
  throw new AwsError('InvalidArgument', `${ArgumentName} is only applicable to Object Lock enabled buckets.`, { fields: { ArgumentName } });
}
