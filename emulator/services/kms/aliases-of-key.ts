import { AwsError } from '../../kernel/aws-error.ts';
import type { Key } from './key.ts';
import { isPairSpec } from './material/new-material.ts';
import type { KmsPlace } from './state.ts';

/** KMS Developer Guide, "Resource quotas". */
const mostAliases = 50;

/** The names of its aliases. */
export function aliasesOf({ kms }: KmsPlace, { keyId }: Key): string[] {
  return [...kms.aliases.values()].filter(({ targetKeyId }) => targetKeyId === keyId).map(({ name }) => name);
}

/** @throws AwsError LimitExceededException for one alias too many */
export function checkTakesAlias(place: KmsPlace, key: Key): void {
  if (aliasesOf(place, key).length < mostAliases) return;
  throw new AwsError('LimitExceededException', `${key.arn} has ${mostAliases} aliases, which is the most that a KMS key can have.`);
}

/** An alias moves among keys of one kind, so that what uses it goes on to work. @throws AwsError ValidationException */
export function checkSameKind(from: Key, to: Key): void {
  if (from.usage === to.usage && isPairSpec(from.spec) === isPairSpec(to.spec)) return;
  const kind = ({ arn, spec, usage }: Key) => `${arn} (${spec}, ${usage})`;
  throw new AwsError(
    'ValidationException',
    `An alias of ${kind(from)} cannot be moved to ${kind(to)}: type and usage have to be the same.`,
  );
}
