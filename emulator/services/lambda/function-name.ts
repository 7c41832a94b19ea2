import type { LambdaFunction } from './function.ts';
import { invalidParameter, noResource } from './mistake.ts';
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
 * @throws AwsError ResourceNotFoundException, InvalidParameterValueException; `$LATEST` alone is meant, no published version
 */
export function functionNamed(place: LambdaPlace, reference: string, qualifier?: string, named?: '$LATEST'): LambdaFunction {
  const wanted = qualifierIn(reference, qualifier) ?? named;
  const name = nameOf(place, reference);
  const found = place.lambda.functions.get(name);
  if (found && (wanted === undefined || wanted === '$LATEST')) return found;
  throw noResource(`Function not found: ${place.arn('lambda', `function:${name}${wanted === undefined ? '' : `:${wanted}`}`)}`);
}

/**
 * The same, where a published version or an alias will do, too: of an alias, its own version.
 *
 * @throws AwsError ResourceNotFoundException, InvalidParameterValueException
 */
export function versionNamed(place: LambdaPlace, reference: string, qualifier?: string, named?: '$LATEST'): LambdaFunction {
  return (
    place.lambda.version(nameOf(place, reference), qualifierIn(reference, qualifier)) ?? functionNamed(place, reference, qualifier, named)
  );
}

/** The qualifier that a request says beside the name or in it. @throws AwsError InvalidParameterValueException */
export function qualifierIn(reference: string, qualifier?: string): string | undefined {
  const { qualifier: inName } = nameIn(reference);
  if (qualifier !== undefined && inName !== undefined && qualifier !== inName)
    throw invalidParameter('The derived qualifier from the function name does not match the specified qualifier.');
  return qualifier ?? inName;
}

/** The plain name in a reference to a function of this region. @throws AwsError ResourceNotFoundException */
export function nameOf(place: LambdaPlace, reference: string): string {
  const { name, region = place.region } = nameIn(reference);
  if (region !== place.region) throw noResource(`Functions from '${region}' are not reachable in this region ('${place.region}')`);
  return name;
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

/** The same with its qualifier. @throws AwsError InvalidParameterValueException */
export function qualifiedArnOf(place: LambdaPlace, reference: string, qualifier?: string): string {
  const wanted = qualifierIn(reference, qualifier);
  return wanted === undefined ? arnOf(place, reference) : `${arnOf(place, reference)}:${wanted}`;
}
