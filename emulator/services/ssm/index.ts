import type { Service } from '../../service/service.ts';
import { getParameter } from './operations/get-parameter.ts';
import { getParameters } from './operations/get-parameters.ts';
import { putParameter } from './operations/put-parameter.ts';
import type { SsmPlace } from './state.ts';

const arnOf = (name: string, { ssm }: SsmPlace) => (name.startsWith('arn:') ? name : ssm.parameterArn(name.split(':')[0]!));

export const ssm: Service<SsmPlace> = {
  model: 'ssm',
  iamPrefix: 'ssm',
  operations: { GetParameter: getParameter, GetParameters: getParameters, PutParameter: putParameter },
  resources: {
    GetParameter: ({ Name }: { Name: string }, place) => [arnOf(Name, place)],
    GetParameters: ({ Names }: { Names: string[] }, place) => Names.map((name) => arnOf(name, place)),
    PutParameter: ({ Name }: { Name: string }, place) => [arnOf(Name, place)],
  },
};
