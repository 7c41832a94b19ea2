import { revisionOf } from './configuration.ts';
import { functionNamed, nameOf, qualifierIn, versionNamed } from './function-name.ts';
import { invalidParameter, noResource } from './mistake.ts';
import { aliasRevisionOf } from './shown-alias.ts';
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

/** What a permission is about: a function, a version or an alias, under the ARN that it is then invoked by. */
export interface Permitted {
  arn: string;
  /** What tells that it has changed, as long as it has no policy of its own. */
  revisionId: string;
}

/** @throws AwsError ResourceNotFoundException, InvalidParameterValueException */
export function permitted(place: LambdaPlace, reference: string, given?: string): Permitted {
  const fn = functionNamed(place, nameOf(place, reference));
  const qualifier = qualifierIn(reference, given);
  if (qualifier === undefined) return { arn: fn.arn, revisionId: revisionOf(place, fn) };
  const arn = `${fn.arn}:${qualifier}`;
  const alias = place.lambda.published(fn.name).aliases.get(qualifier);
  if (alias) return { arn, revisionId: aliasRevisionOf(place, alias) };
  // recorded: here alone what is no version and may be an alias is told as one
  if (/^(?!\d+$)[\w-]+$/.test(qualifier)) throw noResource(`Cannot find alias arn: ${arn}`);
  return { arn, revisionId: revisionOf(place, versionNamed(place, reference, qualifier)) };
}

/** Of the policy, which counts its changes by itself; of what has none, its own. */
export function policyRevisionOf(place: LambdaPlace, { arn, revisionId }: Permitted): string {
  if (statementsOf(place, arn).length === 0) return revisionId;
  return place.random.uuid('policy-revision', arn, place.lambda.policyChanges.get(arn) ?? 0);
}

/** The statements of a function's policy, in the order in which they were added. */
export function statementsOf({ iam }: LambdaPlace, arn: string): PermissionStatement[] {
  const documents = iam.resourcePolicies.of(arn) as { Statement: PermissionStatement | PermissionStatement[] }[];
  return documents.flatMap(({ Statement }) => Statement);
}

/** @throws AwsError InvalidParameterValueException */
export function statementOf(place: LambdaPlace, arn: string, Sid: string, permission: Permission): PermissionStatement {
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

export function permit(place: LambdaPlace, arn: string, statement: PermissionStatement): void {
  place.iam.resourcePolicies.put(arn, statement.Sid, { Statement: statement });
  noteChange(place, arn);
}

export function forbid(place: LambdaPlace, arn: string, Sid: string): void {
  place.iam.resourcePolicies.remove(arn, Sid);
  noteChange(place, arn);
}

function noteChange({ lambda }: LambdaPlace, arn: string): void {
  lambda.policyChanges.set(arn, (lambda.policyChanges.get(arn) ?? 0) + 1);
}

/** A service, an account, somebody in one, or anyone. @throws AwsError InvalidParameterValueException */
function principalOf(named: string, { partition }: LambdaPlace) {
  if (named === '*') return named;
  if (/^\d{12}$/.test(named)) return { AWS: `arn:${partition}:iam::${named}:root` };
  if (named.startsWith('arn:')) return { AWS: named };
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(named)) return { Service: named };
  throw invalidParameter('The provided principal was invalid. Please check the principal and try again.');
}
