import { pathToFileURL } from 'node:url';
import type { Operation } from '../../../service/service.ts';
import { configurationOf } from '../configuration.ts';
import { arnAsAsked, versionNamed } from '../function-name.ts';
import { onFunction } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html; the code's location is the folder on this machine. */
export const getFunction: Operation<{ FunctionName: string; Qualifier?: string }, LambdaPlace> = {
  resources: onFunction,
  run({ FunctionName, Qualifier }, { place }) {
    const fn = versionNamed(place, FunctionName, Qualifier);
    const FunctionArn = arnAsAsked(fn, FunctionName, Qualifier);
    return {
      Configuration: { ...configurationOf(place, fn), FunctionArn },
      Code: { RepositoryType: 'S3', Location: pathToFileURL(fn.root).href },
      Tags: Object.keys(fn.tags).length > 0 ? fn.tags : undefined,
    };
  },
};
