import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import { findParameter } from './find-parameter.ts';
import type { SsmPlace } from './state.ts';

/** Whether a request overwrites, and the tags of a parameter. */
export function requestContext(resource: string, { Overwrite = false }: { Overwrite?: boolean }, place: SsmPlace): RequestContext {
  const prefix = place.arn('ssm', 'parameter/');
  const held = resource.startsWith(prefix) ? findParameter(place, resource)?.held : undefined;
  const tags = Object.entries(held === undefined ? {} : (place.ssm.parameterTags.get(held) ?? {}));
  return { 'ssm:Overwrite': String(Overwrite), ...resourceTags(new Map(tags)) };
}
