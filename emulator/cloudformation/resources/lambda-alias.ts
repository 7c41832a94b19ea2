import { deployer } from '../deployer.ts';
import { between, required, structure, structures, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

/** Deployments in steps (UpdatePolicy) and provisioned concurrency are not emulated. */
export const lambdaAlias: ResourceType = {
  type: 'AWS::Lambda::Alias',
  fixed: ['FunctionName', 'Name'],
  attributes: ['AliasArn'],
  properties: {
    FunctionName: required(text),
    FunctionVersion: required(text),
    Name: required(text),
    Description: text,
    RoutingConfig: structure({
      AdditionalVersionWeights: structures({ FunctionVersion: required(text), FunctionWeight: required(between(0, 1)) }),
    }),
  },
  async create({ FunctionName, Name, ...properties }, { place }) {
    const answer = await place.call('lambda', 'CreateAlias', { FunctionName, Name, ...wanted(properties) }, deployer(place));
    const { AliasArn: arn } = answer as { AliasArn: string };
    return { physicalId: arn, arn, attributes: { AliasArn: arn } };
  },
  async update({ FunctionName, Name, ...properties }, _made, { place }) {
    await place.call('lambda', 'UpdateAlias', { FunctionName, Name, ...wanted(properties) }, deployer(place));
    return undefined;
  },
  async delete({ properties: { FunctionName, Name } }, place) {
    await place.call('lambda', 'DeleteAlias', { FunctionName, Name }, deployer(place));
  },
};

interface Properties {
  FunctionVersion: string;
  Description?: string;
  RoutingConfig?: { AdditionalVersionWeights?: { FunctionVersion: string; FunctionWeight: number }[] };
}

/** As the API has it; what the template does not say is not there. */
function wanted({ FunctionVersion, Description = '', RoutingConfig }: Properties): object {
  const weights = (RoutingConfig?.AdditionalVersionWeights ?? []).map((one) => [one.FunctionVersion, one.FunctionWeight]);
  return { FunctionVersion, Description, RoutingConfig: { AdditionalVersionWeights: Object.fromEntries(weights) } };
}
