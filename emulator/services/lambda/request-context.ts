import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { LambdaPlace } from './state.ts';

export function requestContext(resource: string, _input: unknown, { lambda }: LambdaPlace): RequestContext {
  const fn = [...lambda.functions.values()].find(({ arn }) => arn === resource);
  return resourceTags(new Map(Object.entries(fn?.tags ?? {})));
}
