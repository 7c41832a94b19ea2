import type { Service } from '../../service/service.ts';
import { getFunction } from './operations/get-function.ts';
import { getFunctionConfiguration } from './operations/get-function-configuration.ts';
import { invoke } from './operations/invoke.ts';
import { listFunctions } from './operations/list-functions.ts';
import type { LambdaPlace } from './state.ts';

export const lambda: Service<LambdaPlace> = {
  model: 'lambda',
  iamPrefix: 'lambda',
  operations: {
    GetFunction: getFunction,
    GetFunctionConfiguration: getFunctionConfiguration,
    Invoke: invoke,
    ListFunctions: listFunctions,
  },
  policies: (resource, { iam }) => iam.resourcePolicies.of(resource),
  lent: ['GetFunction', 'GetFunctionConfiguration', 'Invoke'],
};
