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
  DryRun?: boolean;
}

/** What a resource holds under a filter's name. */
export type FilterValues<Resource> = Record<string, (resource: Resource) => (string | undefined)[]>;

/**
 * One page of the resources that pass the filters. Values may hold `*` and `?`; `tag:` filters match nothing in the emulated network,
 * which has no tags.
 *
 * @throws AwsError InvalidParameterValue for a filter that the operation does not know, DryRunOperation
 */
export function listing<Resource>(
  resources: Resource[],
  filters: FilterValues<Resource>,
  request: Request,
  tagsOf: (resource: Resource) => Record<string, string> = () => ({}),
): { page: Resource[]; NextToken?: string } {
  if (request.DryRun) throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 });
  for (const { Name = '' } of request.Filters ?? []) {
    if (!Object.hasOwn(filters, Name) && !byTag(Name)) throw new AwsError('InvalidParameterValue', `The filter '${Name}' is invalid`);
  }
  const matching = resources.filter((resource) => (request.Filters ?? []).every((filter) => passes(resource, filters, filter, tagsOf)));
  const { items, NextToken } = paged(matching, Object.keys(filters).join(), request);
  return { page: items, NextToken };
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
  tagsOf: (resource: Resource) => Record<string, string>,
): boolean {
  const held = Object.hasOwn(filters, Name) ? filters[Name]!(resource) : taggedAs(tagsOf(resource), Name);
  return Values.some((value) => held.some((item) => item !== undefined && matchesWildcard(value, item)));
}

function taggedAs(tags: Record<string, string>, filter: string): (string | undefined)[] {
  if (filter === 'tag-key') return Object.keys(tags);
  const key = filter.slice('tag:'.length);
  return Object.hasOwn(tags, key) ? [tags[key]] : [];
}

function byTag(filter: string): boolean {
  return filter.startsWith('tag:') || filter === 'tag-key';
}

/** The values of one filter, for ids that a caller names there. */
export function named(request: Request, filter: string): string[] {
  return (request.Filters ?? []).filter(({ Name }) => Name === filter).flatMap(({ Values }) => Values ?? []);
}
