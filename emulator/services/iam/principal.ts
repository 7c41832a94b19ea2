import type { Caller } from '../../kernel/caller.ts';
import type { Statement } from './policy-document.ts';

/**
 * How a policy's principals name a caller: itself, or only its account, whose own policies then decide. People stand for whoever is in
 * their account.
 */
export function namedAs({ principals }: Statement, caller: Caller): 'itself' | 'account' | undefined {
  const named = principals?.arns ?? [];
  const [, partition, , , accountId = ''] = caller.arn.split(':');
  const itself = ['*', caller.arn, ...(caller.kind === 'role' ? [caller.roleArn] : [])];
  if (named.some((one) => itself.includes(one))) return 'itself';
  if (named.includes(accountId) || named.includes(`arn:${partition}:iam::${accountId}:root`)) return 'account';
  return caller.kind === 'person' && named.some((one) => one.split(':')[4] === accountId) ? 'itself' : undefined;
}
