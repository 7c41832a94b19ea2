import { inert, required, text } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

/** Version 1 of a function, as it is when it is published, and the only one beside `$LATEST`. */
export const version: ResourceType = {
  type: 'AWS::Lambda::Version',
  attributes: ['FunctionArn', 'Version'],
  properties: { FunctionName: required(text), CodeSha256: text, Description: inert('it is for people') },
  create({ FunctionName, CodeSha256 }, { place }) {
    const name = FunctionName.split(':').at(-1);
    const fn = place.lambda.functions.get(name);
    if (!fn) throw new ResourceError(`Function not found: ${place.arn('lambda', `function:${name}`)}`);
    if (CodeSha256 && CodeSha256 !== fn.codeSha256) {
      throw new ResourceError(`CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST (${fn.codeSha256}).`);
    }
    if (place.lambda.published.has(fn.name))
      throw new ResourceError(`version 2 of ${fn.arn} is not emulated: a function has one version beside $LATEST`);
    place.lambda.publish(fn);
    const arn = `${fn.arn}:1`;
    place.iam.resourcePolicies.guard(arn);
    return { physicalId: arn, arn, attributes: { FunctionArn: arn, Version: '1' } };
  },
  delete({ physicalId }, { lambda, iam }) {
    iam.resourcePolicies.forget(physicalId);
    const name = physicalId.split(':').at(-2)!;
    if (lambda.published.has(name)) lambda.published.set(name, undefined);
  },
};
