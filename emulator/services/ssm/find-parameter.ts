import { AwsError } from '../../kernel/aws-error.ts';
import { refusePublicParameter } from './parameter-name.ts';
import type { ParameterVersion, SsmPlace } from './state.ts';

/** A parameter as a request names it: by name or ARN, and with `:version` behind it, that version. */
interface Found {
  /** As it was asked for. */
  name: string;
  /** As it was put. */
  held: string;
  version?: ParameterVersion;
  /** What stands behind the name, with the colon. */
  selector?: string;
}

/**
 * undefined where no parameter has the name; without `version` where the parameter has no such version.
 *
 * @throws AwsError ValidationException for what AWS itself publishes
 */
export function findParameter({ ssm }: SsmPlace, wanted: string): Found | undefined {
  refusePublicParameter(wanted);
  if (wanted.startsWith('arn:') && !ssm.place.holds(wanted)) return undefined;
  const arn = /^arn:[^:]*:ssm:[^:]*:[^:]*:parameter\/(.+)$/.exec(wanted)?.[1];
  const [text, selector] = (arn ?? wanted).split(':') as [string, string | undefined];
  // a name of one part is the same with and without the slash before it, and is shown as it was asked for
  const other = text.startsWith('/') ? text.slice(1) : `/${text}`;
  const held = [text, ...(arn || !text.slice(1).includes('/') ? [other] : [])].find((candidate) => ssm.parameters.has(candidate));
  if (!held) return undefined;
  const name = arn ? held : text;
  const versions = ssm.parameters.get(held)!;
  if (selector === undefined) return { name, held, version: versions.at(-1) };
  const version = versions.find(({ version: number, labels }) => String(number) === selector || labels.includes(selector));
  return { name, held, selector: `:${selector}`, version };
}

/** @throws AwsError ParameterNotFound, ValidationException */
export function requireParameter(place: SsmPlace, wanted: string): Found {
  const found = findParameter(place, wanted);
  if (!found) throw new AwsError('ParameterNotFound', '');
  return found;
}

/** For a version, or a label, that a parameter has not. */
export function noVersion(name: string, version: number | string | undefined): AwsError {
  const why = `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`;
  return new AwsError('ParameterVersionNotFound', why);
}

/** As GetParameter and GetParameters show it. A SecureString that is not decrypted shows a ciphertext. */
export function shownParameter(
  { ssm }: SsmPlace,
  { name, version, selector }: Required<Pick<Found, 'name' | 'version'>> & Pick<Found, 'selector'>,
  decrypt: boolean,
) {
  const ciphertext = version.type === 'SecureString' && !decrypt;
  return {
    Name: name,
    ARN: ssm.parameterArn(name),
    Type: version.type,
    Value: ciphertext ? ssm.place.random.bytes(96, 'secure-string', name, version.version).toString('base64') : version.value,
    Version: version.version,
    Selector: selector,
    LastModifiedDate: version.modifiedAt,
    DataType: version.dataType,
  };
}
