import type { LambdaFunction } from './function.ts';
import { functionNamed, nameOf, qualifierIn } from './function-name.ts';
import { invalidParameter, noResource } from './mistake.ts';
import type { LambdaPlace } from './state.ts';

/** Who may invoke a function, as AddPermission says it. */
export interface Permission {
  Action: string;
  Principal: string;
  SourceArn?: string;
  SourceAccount?: string;
}

interface PermissionStatement {
  Sid: string;
}

/** The function that a permission is about. @throws AwsError ResourceNotFoundException, InvalidParameterValueException */
export function permittedFunction(place: LambdaPlace, reference: string, qualifier?: string): LambdaFunction {
  const { arn } = functionNamed(place, nameOf(place, reference));
  const alias = qualifierIn(reference, qualifier) ?? '';
  // recorded: here alone what is no version and may be an alias is told as one; there are none
  if (/^(?!\d+$)[\w-]+$/.test(alias)) throw noResource(`Cannot find alias arn: ${arn}:${alias}`);
  return functionNamed(place, reference, qualifier);
}

/** The statements of a function's policy, in the order in which they were added. */
export function statementsOf({ iam }: LambdaPlace, arn: string): PermissionStatement[] {
  const documents = iam.resourcePolicies.of(arn) as { Statement: PermissionStatement | PermissionStatement[] }[];
  return documents.flatMap(({ Statement }) => Statement);
}

/** @throws AwsError InvalidParameterValueException */
export function statementOf(place: LambdaPlace, { arn }: LambdaFunction, Sid: string, permission: Permission): PermissionStatement {
  const { Action, SourceArn, SourceAccount } = permission;
  const Condition = {
    ...(SourceAccount !== undefined && { StringEquals: { 'AWS:SourceAccount': SourceAccount } }),
    ...(SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': SourceArn } }),
  };
  return {
    ...{ Sid, Effect: 'Allow', Principal: principalOf(permission.Principal, place), Action, Resource: arn },
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}

export function permit({ iam }: LambdaPlace, fn: LambdaFunction, statement: PermissionStatement): void {
  iam.resourcePolicies.put(fn.arn, statement.Sid, { Statement: statement });
  fn.revision++;
}

export function forbid({ iam }: LambdaPlace, fn: LambdaFunction, Sid: string): void {
  iam.resourcePolicies.remove(fn.arn, Sid);
  fn.revision++;
}

/** A service, an account, somebody in one, or anyone. @throws AwsError InvalidParameterValueException */
function principalOf(named: string, { partition }: LambdaPlace) {
  if (named === '*') return named;
  if (/^\d{12}$/.test(named)) return { AWS: `arn:${partition}:iam::${named}:root` };
  if (named.startsWith('arn:')) return { AWS: named };
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(named)) return { Service: named };
  throw invalidParameter('The provided principal was invalid. Please check the principal and try again.');
}
