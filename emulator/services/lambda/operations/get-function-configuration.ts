import type { Operation } from '../../../service/service.ts';
import { configurationOf } from '../configuration.ts';
import { arnAsAsked, versionNamed } from '../function-name.ts';
import { onFunction } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration: Operation<{ FunctionName: string; Qualifier?: string }, LambdaPlace> = {
  resources: onFunction,
  run({ FunctionName, Qualifier }, { place }) {
    const fn = versionNamed(place, FunctionName, Qualifier);
    return { ...configurationOf(place, fn), FunctionArn: arnAsAsked(fn, FunctionName, Qualifier) };
  },
};
