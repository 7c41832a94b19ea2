import { AwsError } from '../api/error.ts';

/** @throws AwsError InvalidNextTokenException */
export function page<Item>(items: Item[], size: number, token: string | undefined): { items: Item[]; NextToken?: string } {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString() || Number.NaN);
  if (!Number.isInteger(start) || start < 0) throw new AwsError('InvalidNextTokenException', 'The NextToken value is invalid.');
  const end = start + size;
  return { items: items.slice(start, end), NextToken: end < items.length ? Buffer.from(String(end)).toString('base64url') : undefined };
}
