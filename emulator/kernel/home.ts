import type { AccountFile } from './account.ts';

/** Where an account is at home, unless its file says otherwise. */
export function homeOf({ accountId = '123456789012', region = 'us-east-1' }: Pick<AccountFile, 'accountId' | 'region'>) {
  return { accountId, region };
}
