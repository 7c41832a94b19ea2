import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { AcmPcaPlace } from './state.ts';

export function requestContext(resource: string, { TemplateArn }: { TemplateArn?: string }, { acmPca }: AcmPcaPlace): RequestContext {
  const tags = resourceTags(acmPca.authorities.get(resource)?.tags);
  return TemplateArn === undefined ? tags : { ...tags, 'acm-pca:TemplateArn': TemplateArn };
}
