import type { Operation } from '../../../service/service.ts';
import { revisionOf } from '../configuration.ts';
import { arnOf } from '../function-name.ts';
import { noResource } from '../mistake.ts';
import { statementsOf } from '../permissions.ts';
import { onFunction } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy: Operation<{ FunctionName: string; Qualifier?: string }, LambdaPlace> = {
  resources: onFunction,
  run({ FunctionName, Qualifier }, { place }) {
    const arn = arnOf(place, FunctionName);
    const fn = place.lambda.functions.get(arn.split(':')[6]!);
    const Statement = Qualifier === undefined ? statementsOf(place, arn) : [];
    if (!fn || Statement.length === 0) throw noResource('The resource you requested does not exist.');
    return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }), RevisionId: revisionOf(place, fn) };
  },
};
