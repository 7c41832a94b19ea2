import type { Call } from '../../../service/service.ts';
import { configurationOf } from '../configuration.ts';
import { functionNamed } from '../function-name.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export function getFunctionConfiguration(input: { FunctionName: string; Qualifier?: string }, { world }: Call): unknown {
  return configurationOf(functionNamed(world, input.FunctionName, input.Qualifier));
}
