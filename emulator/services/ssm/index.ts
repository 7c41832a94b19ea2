import type { Service } from '../../service/service.ts';
import type { World } from '../../world.ts';
import { getParameter } from './operations/get-parameter.ts';
import { getParameters } from './operations/get-parameters.ts';
import { putParameter } from './operations/put-parameter.ts';

const arnOf = (name: string, { ssm }: World) => (name.startsWith('arn:') ? name : ssm.parameterArn(name.split(':')[0]!));

export const ssm: Service = {
  model: 'ssm',
  iamPrefix: 'ssm',
  operations: { GetParameter: getParameter, GetParameters: getParameters, PutParameter: putParameter },
  resources: {
    GetParameter: ({ Name }: { Name: string }, world) => [arnOf(Name, world)],
    GetParameters: ({ Names }: { Names: string[] }, world) => Names.map((name) => arnOf(name, world)),
    PutParameter: ({ Name }: { Name: string }, world) => [arnOf(Name, world)],
  },
};
