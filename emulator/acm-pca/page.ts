import { AwsError } from '../api/error.ts';

/**
 * One page of a list, as the List operations answer.
 *
 * @throws AwsError InvalidNextTokenException
 */
export function page<T>(
  items: T[],
  { MaxResults = 1000, NextToken }: { MaxResults?: number; NextToken?: string },
): { items: T[]; NextToken?: string } {
  const start = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64').toString() || Number.NaN);
  if (!Number.isInteger(start) || start < 0 || start > items.length) {
    throw new AwsError('InvalidNextTokenException', 'The token specified in the NextToken argument is not valid.');
  }
  const end = start + MaxResults;
  return { items: items.slice(start, end), NextToken: end < items.length ? Buffer.from(String(end)).toString('base64') : undefined };
}
