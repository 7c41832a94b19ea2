import type { Service } from '../../service/service.ts';
import { describeRepositories } from './operations/describe-repositories.ts';
import type { EcrPlace } from './state.ts';

export const ecr: Service<EcrPlace> = {
  model: 'ecr',
  iamPrefix: 'ecr',
  invalid: 'InvalidParameterException',
  operations: { DescribeRepositories: describeRepositories },
};
