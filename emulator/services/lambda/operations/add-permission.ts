import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkRevision } from '../configuration.ts';
import { invalidParameter } from '../mistake.ts';
import { type Permission, permit, permittedFunction, statementOf, statementsOf } from '../permissions.ts';
import { onFunction } from '../resources.ts';
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
  resources: onFunction,
  run(input, { place }) {
    const { StatementId } = input;
    const fn = permittedFunction(place, input.FunctionName, input.Qualifier);
    if (input.Qualifier === '$LATEST') throw invalidParameter('We currently do not support adding policies for $LATEST.');
    const statement = statementOf(place, fn, StatementId, input);
    if (statementsOf(place, fn.arn).some(({ Sid }) => Sid === StatementId)) {
      const why = `The statement id (${StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
      throw new AwsError('ResourceConflictException', why, { status: 409, fields: { Type: 'User' } });
    }
    checkRevision(place, fn, input.RevisionId);
    permit(place, fn, statement);
    return { Statement: JSON.stringify(statement) };
  },
};
