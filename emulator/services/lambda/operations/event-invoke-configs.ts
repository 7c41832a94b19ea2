import type { Operation } from '../../../service/service.ts';
import { type EventInvokeConfig, shownConfig } from '../event-invoke-config.ts';
import { arnOf, nameOf } from '../function-name.ts';
import { configuredArn, configuredFunction, type EventInvokeConfigInput, given } from '../given-event-invoke-config.ts';
import { noResource } from '../mistake.ts';
import { page } from '../page.ts';
import { onFunction } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

interface Named {
  FunctionName: string;
  Qualifier?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html; what it does not say is as usual again. */
export const putFunctionEventInvokeConfig: Operation<EventInvokeConfigInput, LambdaPlace> = {
  resources: onFunction,
  run(input, { place }) {
    const wanted = given(input);
    const arn = configuredArn(configuredFunction(place, input.FunctionName, input.Qualifier).arn, input);
    return put(place, { arn, changedAt: place.clock.date(), ...wanted });
  },
};

/** What it does not say stays. @throws AwsError ResourceNotFoundException */
export const updateFunctionEventInvokeConfig: Operation<EventInvokeConfigInput, LambdaPlace> = {
  resources: onFunction,
  run(input, { place }) {
    const { retries, ageSeconds } = given(input);
    configuredFunction(place, input.FunctionName, input.Qualifier);
    const standing = configOf(place, input);
    const changed = { retries: retries ?? standing.retries, ageSeconds: ageSeconds ?? standing.ageSeconds };
    return put(place, { arn: standing.arn, changedAt: place.clock.date(), ...changed });
  },
};

export const getFunctionEventInvokeConfig: Operation<Named, LambdaPlace> = {
  resources: onFunction,
  run: (input, { place }) => shownConfig(configOf(place, input)),
};

export const deleteFunctionEventInvokeConfig: Operation<Named, LambdaPlace> = {
  resources: onFunction,
  run(input, { place }) {
    place.lambda.eventInvokeConfigs.delete(configOf(place, input).arn);
  },
};

export const listFunctionEventInvokeConfigs: Operation<{ FunctionName: string; Marker?: string; MaxItems?: number }, LambdaPlace> = {
  resources: onFunction,
  run(input, { place }) {
    const { arn } = configuredFunction(place, input.FunctionName);
    const all = [...place.lambda.eventInvokeConfigs.values()].filter((config) => config.arn.startsWith(`${arn}:`));
    const { items, NextMarker } = page(all, 'ListFunctionEventInvokeConfigs', input);
    return { FunctionEventInvokeConfigs: items.map(shownConfig), NextMarker };
  },
};

function put(place: LambdaPlace, config: EventInvokeConfig): object {
  place.lambda.eventInvokeConfigs.set(config.arn, config);
  return shownConfig(config);
}

/** @throws AwsError ResourceNotFoundException */
function configOf(place: LambdaPlace, input: Named): EventInvokeConfig {
  const arn = configuredArn(arnOf(place, nameOf(place, input.FunctionName)), input);
  const config = place.lambda.eventInvokeConfigs.get(arn);
  if (!config) throw noResource(`The function ${arn} doesn't have an EventInvokeConfig`);
  return config;
}
