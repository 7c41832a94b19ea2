import { AwsError } from '../../kernel/aws-error.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { SsmPlace } from './state.ts';

const prefix = '/aws/reference/secretsmanager/';

interface SecretValue {
  ARN: string;
  Name: string;
  VersionId: string;
  SecretString?: string;
  VersionStages: string[];
  CreatedDate: Date;
}

export function isSecretReference(name: string): boolean {
  return name.startsWith(prefix);
}

/**
 * A secret as a parameter shows it, read in the caller's name.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html
 *
 * @throws AwsError ParameterNotFound, ValidationException, and what Secrets Manager refuses
 */
export async function referredSecret(place: SsmPlace, name: string, decrypt: boolean, caller: Caller): Promise<object> {
  if (!decrypt) throw new AwsError('ValidationException', 'WithDecryption flag must be True for retrieving a Secret Manager secret.');
  const [SecretId, selector] = name.slice(prefix.length).split(':') as [string, string | undefined];
  const value = (await place
    .call('secretsmanager', 'GetSecretValue', { SecretId, ...versionBehind(selector) }, caller)
    .catch((error: unknown) => {
      throw error instanceof AwsError && error.code === 'ResourceNotFoundException' ? notFound(name) : error;
    })) as SecretValue;
  if (value.SecretString === undefined)
    throw new AwsError('ValidationException', 'References to binary secrets are not emulated; docs/api-coverage.md lists what is');
  return {
    Name: name.split(':')[0],
    ARN: value.ARN,
    Type: 'SecureString',
    Value: value.SecretString,
    Version: 0,
    Selector: selector && `:${selector}`,
    SourceResult: sourceResult(value),
    LastModifiedDate: value.CreatedDate,
    DataType: 'text',
  };
}

/** A version by its id, or by its label. */
function versionBehind(selector: string | undefined): { VersionId?: string; VersionStage?: string } {
  if (selector === undefined) return {};
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(selector) ? { VersionId: selector } : { VersionStage: selector };
}

function sourceResult({ ARN, Name, VersionId, SecretString, VersionStages, CreatedDate }: SecretValue): string {
  const createdDate = CreatedDate.getTime() / 1000;
  return JSON.stringify({ ARN, name: Name, versionId: VersionId, secretString: SecretString, versionStages: VersionStages, createdDate });
}

function notFound(name: string): AwsError {
  const why = `An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${name} not found.`;
  return new AwsError('ParameterNotFound', why);
}
