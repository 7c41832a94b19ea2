import { AwsError } from '../../kernel/aws-error.ts';
import type { LambdaFunction } from './function.ts';
import type { LambdaPlace } from './state.ts';

/** The plain name in a name, a partial ARN (`123456789012:function:name`) or an ARN, with its qualifier if it has one. */
export function nameIn(reference: string): { name: string; qualifier: string | undefined } {
  const parts = reference.split(':');
  const at = parts.lastIndexOf('function');
  const [name, qualifier] = at === -1 ? (/^\d{12}$/.test(parts[0]!) ? parts.slice(1) : parts) : parts.slice(at + 1);
  return { name: name ?? '', qualifier };
}

/**
 * @param reference name, partial ARN or ARN
 * @throws AwsError ResourceNotFoundException; there are no versions or aliases beside `$LATEST`
 */
export function functionNamed(place: LambdaPlace, reference: string, qualifier?: string): LambdaFunction {
  const { name, qualifier: inName } = nameIn(reference);
  const found = place.lambda.functions.get(name);
  const wanted = qualifier ?? inName;
  if (found && (wanted === undefined || wanted === '$LATEST')) return found;
  const arn = place.arn('lambda', `function:${name}${wanted === undefined ? '' : `:${wanted}`}`);
  throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, { status: 404, fields: { Type: 'User' } });
}

/** The ARN that a reference means, for IAM; of another account's function too. */
export function arnOf(place: LambdaPlace, reference: string): string {
  const own = place.arn('lambda', `function:${nameIn(reference).name}`);
  const accountId = /^(?:arn:[^:]+:lambda:[^:]+:)?(\d{12}):/.exec(reference)?.[1];
  return accountId === undefined ? own : own.replace(place.accountId, accountId);
}
