import { AwsError } from '../api/error.ts';

/**
 * One page of a list. Tokens hold the place of the next item.
 *
 * @throws AwsError ValidationException for a token that is not ours
 */
export function page<T>(items: T[], limit = 100, token?: string): { items: T[]; nextToken: string | undefined } {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw new AwsError('ValidationException', 'Parameter NextToken is not valid.');
  const end = start + limit;
  return { items: items.slice(start, end), nextToken: end < items.length ? Buffer.from(String(end)).toString('base64url') : undefined };
}
