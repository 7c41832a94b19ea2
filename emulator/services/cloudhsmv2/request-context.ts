import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { CloudHsmPlace } from './state.ts';

/** The tags of the cluster or backup that a request is on. */
export function requestContext(resource: string, _input: object, { cloudhsmv2 }: CloudHsmPlace): RequestContext {
  const id = resource.split('/').at(-1)!;
  return resourceTags((cloudhsmv2.cluster(id) ?? cloudhsmv2.backups.get(id))?.tags);
}
