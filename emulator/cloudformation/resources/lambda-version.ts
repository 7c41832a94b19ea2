import { inert, required, text } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

/** Version 1 of a function: the emulator deploys each stack once. The API knows `$LATEST` alone, which is the same code. */
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
    const arn = `${fn.arn}:1`;
    return { physicalId: arn, arn, attributes: { FunctionArn: arn, Version: '1' } };
  },
  delete() {
    // it goes with its function
  },
};
