import { AwsError } from '../../kernel/aws-error.ts';

const part = '[\\w.-]+';
/** What a name is like. */
export const parameterName = new RegExp(`^(?:/?${part}|(?:/${part}){2,})$`);

/**
 * A name is one part, with or without a slash before it, or a path that begins with one.
 *
 * @throws AwsError ValidationException
 */
export function checkParameterName(name: string): void {
  if (parameterName.test(name)) return;
  const rule =
    'can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';
  throw new AwsError('ValidationException', `Parameter name: ${rule}`);
}

/** Those that AWS itself publishes in every account. @throws AwsError ValidationException naming one of them */
export function refusePublicParameter(name: string): void {
  if (!/^(?:arn:[^/]*:parameter)?\/aws\/service\//.test(name)) return;
  throw new AwsError('ValidationException', `${name}: public parameters are not emulated; docs/api-coverage.md lists what is`);
}

const mostLevels = 15;

/** Names that AWS keeps for itself, or that are too deep. @throws AwsError ValidationException, HierarchyLevelLimitExceededException */
export function checkNewName(name: string): void {
  checkParameterName(name);
  const reserved = /^\/?(aws|ssm)/i.exec(name)?.[1]?.toLowerCase();
  if (reserved) throw new AwsError('ValidationException', `Parameter name: can't be prefixed with "${reserved}" (case-insensitive).`);
  if (name.split('/').filter(Boolean).length > mostLevels)
    throw new AwsError('HierarchyLevelLimitExceededException', `A hierarchy can have a maximum of ${mostLevels} levels.`);
}
