import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { LogsPlace } from './state.ts';

/** The tags of a log group, also where a stream of it is meant. */
export function requestContext(resource: string, _input: unknown, { logs }: LogsPlace): RequestContext {
  const [, group = ''] = /:log-group:([^:]*)/.exec(resource) ?? [];
  return resourceTags(new Map(Object.entries(logs.groups.get(group)?.tags ?? {})));
}
