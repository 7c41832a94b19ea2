import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { SnsPlace } from './state.ts';

export function requestContext(
  resource: string,
  { Protocol, Endpoint }: { Protocol?: string; Endpoint?: string },
  { sns }: SnsPlace,
): RequestContext {
  return {
    ...resourceTags(new Map(Object.entries(sns.topics.get(resource)?.tags ?? {}))),
    ...(Protocol !== undefined && { 'sns:Protocol': Protocol }),
    ...(Endpoint !== undefined && { 'sns:Endpoint': Endpoint }),
  };
}
