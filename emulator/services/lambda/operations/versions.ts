import type { Operation } from '../../../service/service.ts';
import { listedVersionsOf } from '../configuration.ts';
import { functionNamed } from '../function-name.ts';
import { onFunction } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

interface Input {
  FunctionName: string;
  Marker?: string;
  MaxItems?: number;
}

/** `$LATEST` and the version that a template has published, on one page. @throws AwsError ResourceNotFoundException */
export const listVersionsByFunction: Operation<Input, LambdaPlace> = {
  ignores: ['Marker', 'MaxItems'],
  resources: onFunction,
  run({ FunctionName }, { place }) {
    const fn = functionNamed(place, FunctionName);
    return { Versions: listedVersionsOf(place, fn) };
  },
};

/** There are none. @throws AwsError ResourceNotFoundException */
export const listAliases: Operation<Input & { FunctionVersion?: string }, LambdaPlace> = {
  ignores: ['FunctionVersion', 'Marker', 'MaxItems'],
  resources: onFunction,
  run({ FunctionName }, { place }) {
    functionNamed(place, FunctionName);
    return { Aliases: [] };
  },
};
