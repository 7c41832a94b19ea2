import type { Call } from '../../../service/service.ts';
import { configurationOf } from '../configuration.ts';
import { functionNamed } from '../function-name.ts';
import type { LambdaPlace } from '../state.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export function getFunctionConfiguration(input: { FunctionName: string; Qualifier?: string }, { place }: Call<LambdaPlace>): unknown {
  return configurationOf(functionNamed(place, input.FunctionName, input.Qualifier));
}
