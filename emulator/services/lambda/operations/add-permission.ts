import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkRevisionId } from '../configuration.ts';
import { functionNamed, nameOf, qualifierIn } from '../function-name.ts';
import { invalidParameter } from '../mistake.ts';
import { type Permission, permit, permitted, policyRevisionOf, statementOf, statementsOf } from '../permissions.ts';
import { onQualified } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

interface Input extends Permission {
  FunctionName: string;
  StatementId: string;
  Qualifier?: string;
  RevisionId?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const addPermission: Operation<Input, LambdaPlace> = {
  refuses: ['EventSourceToken', 'FunctionUrlAuthType', 'InvokedViaFunctionUrl', 'PrincipalOrgID'],
  resources: onQualified,
  run(input, { place }) {
    const { StatementId } = input;
    if (qualifierIn(input.FunctionName, input.Qualifier) === '$LATEST') {
      functionNamed(place, nameOf(place, input.FunctionName));
      throw invalidParameter('We currently do not support adding policies for $LATEST.');
    }
    const resource = permitted(place, input.FunctionName, input.Qualifier);
    const statement = statementOf(place, resource.arn, StatementId, input);
    checkRevisionId(input.RevisionId, policyRevisionOf(place, resource), 'GetPolicy');
    if (statementsOf(place, resource.arn).some(({ Sid }) => Sid === StatementId)) {
      const why = `The statement id (${StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
      throw new AwsError('ResourceConflictException', why, { status: 409, fields: { Type: 'User' } });
    }
    permit(place, resource.arn, statement);
    return { Statement: JSON.stringify(statement) };
  },
};
