import { AwsError } from '../../kernel/aws-error.ts';
import { refusePublicParameter } from './parameter-name.ts';

/** A hierarchy of parameters, with or without a slash behind it. @throws AwsError ValidationException */
export function checkPath(path: string): void {
  refusePublicParameter(`${path}/`);
  if (/^\/(?:[\w.-]+\/)*(?:[\w.-]+)?$/.test(path)) return;
  throw new AwsError(
    'ValidationException',
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
  );
}

/** A name without a slash stands at the top of the hierarchy. */
export function isBelow(name: string, path: string, recursive: boolean): boolean {
  const full = name.startsWith('/') ? name : `/${name}`;
  const prefix = path.endsWith('/') ? path : `${path}/`;
  return full.startsWith(prefix) && full.length > prefix.length && (recursive || !full.slice(prefix.length).includes('/'));
}
