import { AwsError } from '../api/error.ts';

/**
 * A page of a list. Tokens are bound to what is listed: another list's token is refused.
 *
 * @param of what is listed, with its filters
 * @throws AwsError InvalidToken
 */
export function page<T>(
  items: T[],
  of: string,
  maxResults: number | undefined,
  nextToken: string | undefined,
): { items: T[]; nextToken?: string } {
  const start = nextToken === undefined ? 0 : offset(of, nextToken);
  const end = start + (maxResults || 100);
  const more = end < items.length ? { nextToken: Buffer.from(JSON.stringify([of, end])).toString('base64url') } : {};
  return { items: items.slice(start, end), ...more };
}

function offset(of: string, token: string): number {
  try {
    const [listed, start] = JSON.parse(Buffer.from(token, 'base64url').toString()) as [string, number];
    if (listed === of && Number.isInteger(start)) return start;
  } catch {
    // not one of ours: the same answer
  }
  throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
}
