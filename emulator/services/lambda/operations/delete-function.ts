import { AwsError } from '../../../kernel/aws-error.ts';
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
    // recorded: `$latest` is no alias
    if (version !== undefined && /^[^$]/.test(version) && !/^\d+$/.test(version))
      throw invalidParameter('Deletion of aliases is not currently supported.');
    const { name } = functionNamed(place, nameOf(place, FunctionName));
    if (version === undefined) place.lambda.delete(name);
    else deleteVersion(place, name, version);
    return { StatusCode: 204 };
  },
};

/** @throws AwsError ResourceConflictException, in the words of https://github.com/cloud-custodian/cloud-custodian/issues/6739 */
function deleteVersion({ lambda }: LambdaPlace, name: string, version: string): void {
  const published = lambda.published(name);
  const aliases = published.referring(version);
  if (aliases.length > 0) {
    const why = `Unable to delete version because the following aliases reference it: [${aliases.join(', ')}]`;
    throw new AwsError('ResourceConflictException', why, { status: 409, fields: { Type: 'User' } });
  }
  published.versions.get(version)?.environments.close();
  published.delete(version);
  lambda.forget(name, version);
}
