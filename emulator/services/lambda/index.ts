import type { Service } from '../../service/service.ts';
import type { World } from '../../world.ts';
import { arnOf } from './function-name.ts';
import { getFunction } from './operations/get-function.ts';
import { getFunctionConfiguration } from './operations/get-function-configuration.ts';
import { invoke } from './operations/invoke.ts';
import { listFunctions } from './operations/list-functions.ts';

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
