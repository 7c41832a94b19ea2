import type { Operation } from '../../../service/service.ts';
import { functionNamed, nameOf, qualifierIn } from '../function-name.ts';
import { invalidParameter } from '../mistake.ts';
import { onFunction } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html; a version that is not there is gone already, as recorded. */
export const deleteFunction: Operation<{ FunctionName: string; Qualifier?: string }, LambdaPlace> = {
  resources: onFunction,
  run({ FunctionName, Qualifier }, { place }) {
    const version = qualifierIn(FunctionName, Qualifier);
    if (version === '$LATEST') throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
    const { name, arn } = functionNamed(place, nameOf(place, FunctionName));
    if (version !== undefined) {
      if (version === '1' && place.lambda.published.has(name)) place.lambda.published.set(name, undefined);
      return { StatusCode: 204 };
    }
    place.lambda.delete(name);
    place.iam.resourcePolicies.forget(arn);
    return { StatusCode: 204 };
  },
};
