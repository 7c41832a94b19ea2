import type { Service } from '../api/service.ts';
import type { World } from '../world.ts';
import { arnOf } from './function-name.ts';
import { getFunction } from './get-function.ts';
import { getFunctionConfiguration } from './get-function-configuration.ts';
import { invoke } from './invoke.ts';
import { listFunctions } from './list-functions.ts';

const functionArn = (input: { FunctionName: string }, world: World) => [arnOf(world, input.FunctionName)];

export const lambda: Service = {
  model: 'lambda',
  iamPrefix: 'lambda',
  operations: {
    GetFunction: getFunction,
    GetFunctionConfiguration: getFunctionConfiguration,
    Invoke: invoke,
    ListFunctions: listFunctions,
  },
  resources: { GetFunction: functionArn, GetFunctionConfiguration: functionArn, Invoke: functionArn },
  actions: { Invoke: 'InvokeFunction' },
};
