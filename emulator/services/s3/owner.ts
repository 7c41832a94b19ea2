import { createHash } from 'node:crypto';

/** By which S3 names an account as an owner. */
export function canonicalId(accountId: string): string {
  return createHash('sha256').update(accountId).digest('hex');
}
