import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { AcmPcaPlace } from './state.ts';

/** IssueCertificate without a template is asked about the one that it then takes. */
export function requestContext(resource: string, { TemplateArn }: { TemplateArn?: string }, place: AcmPcaPlace): RequestContext {
  const usual = `arn:${place.partition}:acm-pca:::template/EndEntityCertificate/V1`;
  return { ...resourceTags(place.acmPca.authorities.get(resource)?.tags), 'acm-pca:TemplateArn': TemplateArn ?? usual };
}
