import { invalidRequest } from './refusals.ts';

/**
 * One page of a list and the token of the next, if there is one.
 *
 * @throws AwsError CloudHsmInvalidRequestException for a token that this list did not give
 */
export function page<T>(items: T[], size: number, token: string | undefined): { items: T[]; nextToken?: string } {
  const from = token === undefined ? 0 : Number(/^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1] ?? Number.NaN);
  if (Number.isNaN(from)) throw invalidRequest('The NextToken is not valid');
  const to = from + size;
  return { items: items.slice(from, to), nextToken: to < items.length ? Buffer.from(`from:${to}`).toString('base64') : undefined };
}
