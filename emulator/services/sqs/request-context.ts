import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { SqsPlace } from './state.ts';

export function requestContext(resource: string, _input: object, { sqs }: SqsPlace): RequestContext {
  return resourceTags(new Map(Object.entries(sqs.find(resource)?.tags ?? {})));
}
