import type { Operation } from '../../../service/service.ts';
import { checkRevisionId } from '../configuration.ts';
import { arnOf, nameOf } from '../function-name.ts';
import { noResource } from '../mistake.ts';
import { forbid, permitted, policyRevisionOf, statementsOf } from '../permissions.ts';
import { onQualified } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

interface Input {
  FunctionName: string;
  StatementId: string;
  Qualifier?: string;
  RevisionId?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const removePermission: Operation<Input, LambdaPlace> = {
  resources: onQualified,
  run({ FunctionName, StatementId, Qualifier, RevisionId }, { place }) {
    if (!place.lambda.functions.has(nameOf(place, FunctionName))) throw noResource(`No policy found for: ${arnOf(place, FunctionName)}`);
    const resource = permitted(place, FunctionName, Qualifier);
    const statements = statementsOf(place, resource.arn);
    if (statements.length === 0) throw noResource('No policy is associated with the given resource.');
    if (!statements.some(({ Sid }) => Sid === StatementId)) throw noResource(`Statement ${StatementId} is not found in resource policy.`);
    checkRevisionId(RevisionId, policyRevisionOf(place, resource), 'GetPolicy');
    forbid(place, resource.arn, StatementId);
  },
};
