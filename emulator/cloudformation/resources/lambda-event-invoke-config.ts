import { deployer } from '../deployer.ts';
import { between, required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

/** How the asynchronous invocations of a function, a version or an alias are treated. */
export const eventInvokeConfig: ResourceType = {
  type: 'AWS::Lambda::EventInvokeConfig',
  fixed: ['FunctionName', 'Qualifier'],
  attributes: [],
  properties: {
    FunctionName: required(text),
    Qualifier: required(text),
    MaximumRetryAttempts: between(0, 2),
    MaximumEventAgeInSeconds: between(60, 21_600),
  },
  async create(properties, { place, generatedName }) {
    await place.call('lambda', 'PutFunctionEventInvokeConfig', wanted(properties), deployer(place));
    return { physicalId: generatedName(100) };
  },
  async update(properties, _made, { place }) {
    await place.call('lambda', 'PutFunctionEventInvokeConfig', wanted(properties), deployer(place));
    return undefined;
  },
  async delete({ properties: { FunctionName, Qualifier } }, place) {
    await place.call('lambda', 'DeleteFunctionEventInvokeConfig', { FunctionName, Qualifier }, deployer(place));
  },
};

/** A resource may say nothing but what it is of, the API not. */
function wanted(properties: object): object {
  return { DestinationConfig: {}, ...properties };
}
