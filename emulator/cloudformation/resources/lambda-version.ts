import { functionNamed, nameOf } from '../../services/lambda/function-name.ts';
import { deployer } from '../deployer.ts';
import { required, text } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

/** A function as it is when it is published. */
export const version: ResourceType = {
  type: 'AWS::Lambda::Version',
  attributes: ['FunctionArn', 'Version'],
  properties: { FunctionName: required(text), CodeSha256: text, Description: text },
  async create({ FunctionName, CodeSha256, Description }, { place }) {
    const fn = functionNamed(place, nameOf(place, FunctionName));
    const same = place.lambda.published(fn.name).same(fn);
    // in the words of https://github.com/serverless/serverless/issues/6349
    if (same)
      throw new ResourceError(
        `A version for this Lambda function exists ( ${same.version} ). Modify the function to create a new version.`,
      );
    const answer = await place.call('lambda', 'PublishVersion', { FunctionName, CodeSha256, Description }, deployer(place));
    const { FunctionArn: arn, Version } = answer as { FunctionArn: string; Version: string };
    return { physicalId: arn, arn, attributes: { FunctionArn: arn, Version } };
  },
  async delete({ physicalId }, place) {
    await place.call('lambda', 'DeleteFunction', { FunctionName: physicalId }, deployer(place));
  },
};
