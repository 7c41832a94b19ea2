import type { Service } from '../../service/service.ts';
import { getParameter } from './operations/get-parameter.ts';
import { getParameters } from './operations/get-parameters.ts';
import { putParameter } from './operations/put-parameter.ts';
import type { SsmPlace } from './state.ts';

export const ssm: Service<SsmPlace> = {
  model: 'ssm',
  iamPrefix: 'ssm',
  operations: { GetParameter: getParameter, GetParameters: getParameters, PutParameter: putParameter },
  context: (_resource, { Overwrite = false }) => ({ 'ssm:Overwrite': String(Overwrite) }),
};
