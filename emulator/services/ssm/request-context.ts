import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { SsmPlace } from './state.ts';

/** Whether a request overwrites, and the tags of a parameter. */
export function requestContext(resource: string, { Overwrite = false }: { Overwrite?: boolean }, place: SsmPlace): RequestContext {
  const prefix = place.arn('ssm', 'parameter/');
  const [name = ''] = resource.startsWith(prefix) ? resource.slice(prefix.length).split(':') : [];
  const { parameterTags } = place.ssm;
  const tags = Object.entries(parameterTags.get(name) ?? parameterTags.get(`/${name}`) ?? {});
  return { 'ssm:Overwrite': String(Overwrite), ...resourceTags(new Map(tags)) };
}
