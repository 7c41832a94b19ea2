import { number, oneOf, required, text } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

/** How Lambda treats asynchronous invocations: as it does by default, so other figures are refused rather than ignored. */
const usual = { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 21_600 };

export const eventInvokeConfig: ResourceType = {
  type: 'AWS::Lambda::EventInvokeConfig',
  fixed: ['FunctionName', 'Qualifier'],
  attributes: [],
  properties: {
    FunctionName: required(text),
    Qualifier: required(oneOf('$LATEST')),
    MaximumRetryAttempts: number,
    MaximumEventAgeInSeconds: number,
  },
  create(properties, { generatedName }) {
    check(properties);
    return { physicalId: generatedName(100) };
  },
  update(properties) {
    check(properties);
    return undefined;
  },
  delete() {
    // what is usual stays
  },
};

/** @throws ResourceError */
function check(properties: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(usual)) {
    const given = properties[name];
    if (given !== undefined && given !== value)
      throw new ResourceError(`property ${name} must be ${value}, not ${given}: no other is emulated`);
  }
}
