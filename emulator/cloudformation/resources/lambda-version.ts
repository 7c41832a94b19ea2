import { inert, required, text } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

/** Version 1 of a function, and the only one: the API knows `$LATEST` alone, and that would not be the same code as two versions. */
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
    place.lambda.published.add(fn.name);
    const arn = `${fn.arn}:1`;
    return { physicalId: arn, arn, attributes: { FunctionArn: arn, Version: '1' } };
  },
  delete() {
    // its number is not given again while its function stands
  },
};
