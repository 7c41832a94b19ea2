import { pager } from '../../service/page.ts';
import { invalidParameter } from './refusals.ts';

const paged = pager({
  size: 'PagesPerAnswer',
  token: 'PaginationToken',
  next: 'PaginationToken',
  usual: 1,
  invalidToken: () => invalidParameter('The specified PaginationToken is not valid.'),
});

/**
 * One of several pages. A token that is empty is none, in a request as in an answer, which always has one (localstack's snapshot of
 * test_get_resources, recorded on AWS).
 *
 * @throws AwsError InvalidParameterException for a token that this list did not give
 */
export function page<T>(pages: T[][], operation: string, input: { PaginationToken?: string }): { items: T[]; PaginationToken: string } {
  const { items, PaginationToken = '' } = paged(pages, operation, { ...input, PaginationToken: input.PaginationToken || undefined });
  return { items: items[0] ?? [], PaginationToken };
}

/** Cuts a list into pages, each as long as its items weigh no more than a page takes; one that weighs more has a page of its own. */
export function pagesOf<T>(items: T[], limits: { weight: (item: T) => number; most: number }[]): T[][] {
  const pages: T[][] = [];
  let sums: number[] = [];
  for (const item of items) {
    const more = limits.map(({ weight }, index) => (sums[index] ?? 0) + weight(item));
    const fits = pages.length > 0 && more.every((sum, index) => sum <= limits[index]!.most);
    if (fits) pages.at(-1)!.push(item);
    else pages.push([item]);
    sums = fits ? more : limits.map(({ weight }) => weight(item));
  }
  return pages;
}
