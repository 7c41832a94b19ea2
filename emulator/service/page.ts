import { createHash } from 'node:crypto';
import type { AwsError } from '../kernel/aws-error.ts';

/** How a service pages: what it calls the size and the token of a request, and the token of an answer. */
interface Paging<Size extends string, Token extends string, Next extends string> {
  size: Size;
  token: Token;
  next: Next;
  /** Items of a page where the request does not say. */
  usual: number;
  /** How its tokens are written: in base64url where it is not said. */
  encoding?: 'base64';
  /** What it answers to a token that this list did not give. */
  invalidToken: () => AwsError;
}

/**
 * Makes a service's `page`: one page of a list, and the token of the next one if there is more. A token goes on with the list that
 * gave it, asked for by the same operation with the same filters, and is refused anywhere else.
 */
export function pager<Size extends string, Token extends string, Next extends string>(
  paging: Paging<Size, Token, Next>,
): <T>(
  items: T[],
  operation: string,
  input: { [name in Size]?: number } & { [name in Token]?: string },
  usual?: number,
) => { items: T[] } & { [name in Next]?: string } {
  return (items, operation, input, usual = paging.usual) => {
    const { [paging.size]: size, [paging.token]: token, ...filters } = input as Record<string, unknown>;
    const list = createHash('sha256')
      .update(JSON.stringify([operation, filters]))
      .digest('hex');
    const tokenAt = (position: number) => Buffer.from(`${list.slice(0, 16)}:${position}`).toString(paging.encoding ?? 'base64url');
    const from = token === undefined ? 0 : positionIn(String(token), tokenAt);
    if (from === undefined) throw paging.invalidToken();
    const to = from + (Number(size) || usual);
    const next = to < items.length ? { [paging.next]: tokenAt(to) } : {};
    return { items: items.slice(from, to), ...next } as never;
  };
}

function positionIn(token: string, tokenAt: (position: number) => string): number | undefined {
  const position = Number(Buffer.from(token, 'base64url').toString().split(':')[1]);
  return Number.isInteger(position) && position > 0 && token === tokenAt(position) ? position : undefined;
}
