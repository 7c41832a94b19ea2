import type { AwsPlace } from '../../cloud.ts';
import { oneOf, required, text } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

/** A statement of a function's resource policy, as the API makes one of these members. */
export const permission: ResourceType = {
  type: 'AWS::Lambda::Permission',
  attributes: [],
  properties: {
    FunctionName: required(text),
    Action: required(oneOf('lambda:InvokeFunction')),
    Principal: required(text),
    SourceArn: text,
    SourceAccount: text,
  },
  create({ FunctionName, Action, Principal, SourceArn, SourceAccount }, { place, generatedName }) {
    const Resource = functionArn(place, FunctionName);
    const id = generatedName(100);
    if (!place.lambda.functions.has(Resource.split(':')[6]!)) throw new ResourceError(`Function not found: ${Resource}`);
    const statement = {
      Sid: id,
      Effect: 'Allow',
      Principal: principalOf(Principal),
      Action,
      Resource,
      Condition: {
        ...(SourceArn && { ArnLike: { 'aws:SourceArn': SourceArn } }),
        ...(SourceAccount && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
      },
    };
    place.iam.resourcePolicies.put(Resource, id, { Statement: statement });
    return { physicalId: id };
  },
  delete({ physicalId, properties: { FunctionName } }, place) {
    place.iam.resourcePolicies.remove(functionArn(place, FunctionName), physicalId);
  },
};

function functionArn(place: AwsPlace, name: string): string {
  return name.startsWith('arn:') ? name : place.arn('lambda', `function:${name}`);
}

/** A service, an account, somebody in one, or anyone. */
function principalOf(named: string) {
  if (named === '*') return named;
  return /^(\d{12}$|arn:)/.test(named) ? { AWS: named } : { Service: named };
}
