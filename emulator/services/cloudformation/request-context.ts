import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { CloudFormationPlace } from './state.ts';

interface Input {
  TemplateURL?: string;
  RoleARN?: string;
  ChangeSetName?: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html */
export function requestContext(
  resource: string,
  { TemplateURL, RoleARN, ChangeSetName }: Input,
  { cloudformation }: CloudFormationPlace,
): RequestContext {
  const tags = cloudformation.find(resource)?.settings.tags ?? [];
  return {
    ...resourceTags(new Map(tags.map(({ Key, Value }) => [Key, Value]))),
    ...(TemplateURL !== undefined && { 'cloudformation:TemplateUrl': TemplateURL }),
    ...(RoleARN !== undefined && { 'cloudformation:RoleArn': RoleARN }),
    ...(ChangeSetName !== undefined && { 'cloudformation:ChangeSetName': ChangeSetName }),
  };
}
