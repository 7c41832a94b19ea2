import { AwsError } from '../../kernel/aws-error.ts';
import { pager } from '../../service/page.ts';
import { matchesWildcard } from '../../service/wildcard.ts';

interface Filter {
  Name?: string;
  Values?: string[];
}

/** The members that every Describe operation of EC2 shares. */
export interface Request {
  Filters?: Filter[];
  MaxResults?: number;
  NextToken?: string;
}

/** What a resource holds under a filter's name. */
export type FilterValues<Resource> = Record<string, (resource: Resource) => (string | undefined)[]>;

type TagsOf<Resource> = (resource: Resource) => ReadonlyMap<string, string>;

/**
 * One page of the resources that pass the filters. Values may hold `*` and `?`.
 *
 * @param tagsOf their tags, for the filters `tag:KEY`, `tag-key` and, as it was once, `tag-value`
 * @throws AwsError InvalidParameterValue for a filter that the operation does not know, FilterLimitExceeded
 */
export function listing<Resource>(
  resources: Resource[],
  filters: FilterValues<Resource>,
  request: Request,
  tagsOf: TagsOf<Resource> = () => new Map(),
): { page: Resource[]; NextToken?: string } {
  requireFewValues(request);
  for (const { Name = '' } of request.Filters ?? []) {
    if (!Object.hasOwn(filters, Name) && !byTag(Name)) throw new AwsError('InvalidParameterValue', `The filter '${Name}' is invalid`);
  }
  const matching = resources.filter((resource) => (request.Filters ?? []).every((filter) => passes(resource, filters, filter, tagsOf)));
  const { items, NextToken } = paged(matching, Object.keys(filters).join(), request);
  return { page: items, NextToken };
}

/** Of all filters together, as EC2 says it (https://github.com/gjbae1212/gossm/issues/47). */
const mostValues = 200;

function requireFewValues({ Filters = [] }: Request): void {
  if (Filters.flatMap(({ Values = [] }) => Values).length <= mostValues) return;
  throw new AwsError('FilterLimitExceeded', `The maximum number of filter values specified on a single call is ${mostValues}`);
}

/** Everything in one page where the request names no size. */
const paged = pager({
  size: 'MaxResults',
  token: 'NextToken',
  next: 'NextToken',
  usual: Number.POSITIVE_INFINITY,
  invalidToken: () => new AwsError('InvalidNextToken', 'The token is invalid.'),
});

function passes<Resource>(
  resource: Resource,
  filters: FilterValues<Resource>,
  { Name = '', Values = [] }: Filter,
  tagsOf: TagsOf<Resource>,
): boolean {
  const held = Object.hasOwn(filters, Name) ? filters[Name]!(resource) : taggedAs(tagsOf(resource), Name);
  return Values.some((value) => held.some((item) => item !== undefined && matchesWildcard(value, item)));
}

function taggedAs(tags: ReadonlyMap<string, string>, filter: string): (string | undefined)[] {
  if (filter === 'tag-key') return [...tags.keys()];
  return filter === 'tag-value' ? [...tags.values()] : [tags.get(filter.slice('tag:'.length))];
}

function byTag(filter: string): boolean {
  return filter.startsWith('tag:') || filter === 'tag-key' || filter === 'tag-value';
}

/** The values of one filter, for ids that a caller names there. */
export function named(request: Request, filter: string): string[] {
  return (request.Filters ?? []).filter(({ Name }) => Name === filter).flatMap(({ Values }) => Values ?? []);
}
