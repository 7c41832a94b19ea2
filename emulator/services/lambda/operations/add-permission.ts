import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkRevision } from '../configuration.ts';
import { functionNamed } from '../function-name.ts';
import { invalidParameter } from '../mistake.ts';
import { statementsOf } from '../permissions.ts';
import { onFunction } from '../resources.ts';
import type { LambdaPlace } from '../state.ts';

interface Input {
  FunctionName: string;
  StatementId: string;
  Action: string;
  Principal: string;
  SourceArn?: string;
  SourceAccount?: string;
  Qualifier?: string;
  RevisionId?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const addPermission: Operation<Input, LambdaPlace> = {
  refuses: ['EventSourceToken', 'FunctionUrlAuthType', 'InvokedViaFunctionUrl', 'PrincipalOrgID'],
  resources: onFunction,
  run(input, { place }) {
    const { StatementId, Action, SourceArn, SourceAccount } = input;
    const fn = functionNamed(place, input.FunctionName, input.Qualifier);
    if (input.Qualifier === '$LATEST') throw invalidParameter('We currently do not support adding policies for $LATEST.');
    const Principal = principalOf(input.Principal, place);
    if (statementsOf(place, fn.arn).some(({ Sid }) => Sid === StatementId)) {
      const why = `The statement id (${StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
      throw new AwsError('ResourceConflictException', why, { status: 409, fields: { Type: 'User' } });
    }
    checkRevision(place, fn, input.RevisionId);
    const Condition = {
      ...(SourceAccount !== undefined && { StringEquals: { 'AWS:SourceAccount': SourceAccount } }),
      ...(SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': SourceArn } }),
    };
    const statement = {
      ...{ Sid: StatementId, Effect: 'Allow', Principal, Action, Resource: fn.arn },
      ...(Object.keys(Condition).length > 0 && { Condition }),
    };
    place.iam.resourcePolicies.put(fn.arn, StatementId, { Statement: statement });
    fn.revision++;
    return { Statement: JSON.stringify(statement) };
  },
};

/** A service, an account, somebody in one, or anyone. @throws AwsError InvalidParameterValueException */
function principalOf(named: string, { partition }: LambdaPlace) {
  if (named === '*') return named;
  if (/^\d{12}$/.test(named)) return { AWS: `arn:${partition}:iam::${named}:root` };
  if (named.startsWith('arn:')) return { AWS: named };
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(named)) return { Service: named };
  throw invalidParameter('The provided principal was invalid. Please check the principal and try again.');
}
