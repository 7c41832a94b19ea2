import type { Operation } from '../../../service/service.ts';
import { functionNamed } from '../function-name.ts';
import { onFunction } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

/** No code is signed here, and of such a function the answer has its name alone. @throws AwsError ResourceNotFoundException */
export const getFunctionCodeSigningConfig: Operation<{ FunctionName: string }, LambdaPlace> = {
  resources: onFunction,
  run({ FunctionName }, { place }) {
    return { FunctionName: functionNamed(place, FunctionName).name };
  },
};
