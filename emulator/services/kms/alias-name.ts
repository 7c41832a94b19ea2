import { AwsError } from '../../kernel/aws-error.ts';

/** @throws AwsError ValidationException */
export function checkAliasName(name: string): void {
  if (name.startsWith('alias/')) return;
  throw new AwsError(
    'ValidationException',
    'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  );
}

/**
 * Aliases that AWS manages are nobody's to change.
 *
 * @throws AwsError NotAuthorizedException
 */
export function checkOwnAlias(name: string): void {
  if (name.startsWith('alias/aws/')) throw new AwsError('NotAuthorizedException', '');
}

/** @throws AwsError ValidationException */
export function checkAliasTarget(reference: string): void {
  if (/^(arn:.*:)?alias\//.test(reference)) throw new AwsError('ValidationException', 'Aliases must refer to keys. Not aliases');
}
