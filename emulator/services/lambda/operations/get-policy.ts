import type { Operation } from '../../../service/service.ts';
import { qualifiedArnOf } from '../function-name.ts';
import { noResource } from '../mistake.ts';
import { permitted, policyRevisionOf, statementsOf } from '../permissions.ts';
import { onFunction } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy: Operation<{ FunctionName: string; Qualifier?: string }, LambdaPlace> = {
  resources: onFunction,
  run({ FunctionName, Qualifier }, { place }) {
    const arn = qualifiedArnOf(place, FunctionName, Qualifier);
    const Statement = statementsOf(place, arn);
    if (Statement.length === 0) throw noResource('The resource you requested does not exist.');
    const RevisionId = policyRevisionOf(place, permitted(place, FunctionName, Qualifier));
    return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }), RevisionId };
  },
};
