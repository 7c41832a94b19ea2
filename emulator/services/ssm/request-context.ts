import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { SsmPlace } from './state.ts';

/** Whether a request overwrites, and the tags of the parameter or host that it is on. */
export function requestContext(resource: string, { Overwrite = false }: { Overwrite?: boolean }, place: SsmPlace): RequestContext {
  const ofParameter = parameterTags(resource, place);
  const ofHost = place.ec2.instances.get(resource.split(':instance/')[1] ?? '')?.tags;
  const tags = ofParameter ? new Map(Object.entries(ofParameter)) : ofHost;
  return { 'ssm:Overwrite': String(Overwrite), ...resourceTags(tags, 'ssm') };
}

function parameterTags(resource: string, place: SsmPlace): Record<string, string> | undefined {
  const prefix = place.arn('ssm', 'parameter/');
  if (!resource.startsWith(prefix)) return undefined;
  const name = resource.slice(prefix.length).split(':')[0]!;
  return place.ssm.parameterTags.get(name) ?? place.ssm.parameterTags.get(`/${name}`);
}
