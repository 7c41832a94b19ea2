import { AwsError } from '../../kernel/aws-error.ts';
import type { LambdaFunction } from './function.ts';
import type { LambdaPlace } from './state.ts';

const parts = /^(?:arn:[^:]+:lambda:)?(?:([a-z]+(?:-[a-z]+)+-\d):)?(?:\d{12}:)?(?:function:)?([^:]+)(?::(.+))?$/;

/** The plain name in a name, a partial ARN (`123456789012:function:name`) or an ARN, with its region and qualifier if it has them. */
function nameIn(reference: string): { name: string; region: string | undefined; qualifier: string | undefined } {
  const [, region, name = '', qualifier] = parts.exec(reference) ?? [];
  return { name, region, qualifier };
}

/**
 * @param reference name, partial ARN or ARN
 * @param named the qualifier that an error names where nobody gave one
 * @throws AwsError ResourceNotFoundException, InvalidParameterValueException; there are no versions or aliases beside `$LATEST`
 */
export function functionNamed(place: LambdaPlace, reference: string, qualifier?: string, named?: '$LATEST'): LambdaFunction {
  const { name, region = place.region, qualifier: inName } = nameIn(reference);
  const notFound = (message: string) => new AwsError('ResourceNotFoundException', message, { status: 404, fields: { Type: 'User' } });
  if (qualifier !== undefined && inName !== undefined && qualifier !== inName) {
    const message = 'The derived qualifier from the function name does not match the specified qualifier.';
    throw new AwsError('InvalidParameterValueException', message, { fields: { Type: 'User' } });
  }
  if (region !== place.region) throw notFound(`Functions from '${region}' are not reachable in this region ('${place.region}')`);
  const found = place.lambda.functions.get(name);
  const wanted = qualifier ?? inName ?? named;
  if (found && (wanted === undefined || wanted === '$LATEST')) return found;
  throw notFound(`Function not found: ${place.arn('lambda', `function:${name}${wanted === undefined ? '' : `:${wanted}`}`)}`);
}

/** The ARN that a function is told under: with the qualifier that it was asked for by, where there was one. */
export function arnAsAsked({ arn }: LambdaFunction, reference: string, qualifier = nameIn(reference).qualifier): string {
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}

/** The ARN that a reference means, for IAM; of another account's function too. */
export function arnOf(place: LambdaPlace, reference: string): string {
  const own = place.arn('lambda', `function:${nameIn(reference).name}`);
  const accountId = /^(?:arn:[^:]+:lambda:[^:]+:)?(\d{12}):/.exec(reference)?.[1];
  return accountId === undefined ? own : own.replace(place.accountId, accountId);
}
