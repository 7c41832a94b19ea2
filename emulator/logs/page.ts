import { AwsError } from '../api/error.ts';

/**
 * A page of a list, and the token of the next one.
 *
 * @param token an earlier page's; the position that it stands for
 * @throws AwsError InvalidParameterException for a token that is not ours
 */
export function page<T>(all: T[], token: string | undefined, limit: number): { items: T[]; nextToken: string | undefined } {
  const from = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(from) || from < 0) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  const next = from + limit;
  return { items: all.slice(from, next), nextToken: next < all.length ? String(next) : undefined };
}
