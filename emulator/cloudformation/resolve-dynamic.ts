import type { AwsPlace } from '../cloud.ts';
import { deployer } from './deployer.ts';
import { dynamicReference, holdsDynamic, isDynamic } from './dynamic-reference.ts';
import { ResourceError } from './resource-type.ts';

/**
 * A resource's properties with `{{resolve:…}}` replaced by what it names.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 *
 * @throws ResourceError where nothing is there, or the service is not supported
 */
export async function resolved(value: unknown, place: AwsPlace): Promise<unknown> {
  // most are large and name nothing
  return holdsDynamic(value) ? replaced(value, place) : value;
}

async function replaced(value: unknown, place: AwsPlace): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => replaced(item, place)));
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(async ([name, member]) => [name, await replaced(member, place)] as const);
    return Object.fromEntries(await Promise.all(members));
  }
  if (!isDynamic(value)) return value;
  const text = value as string;
  const found = await Promise.all([...text.matchAll(dynamicReference)].map(([, service, name]) => referredValue(service!, name!, place)));
  return text.replaceAll(dynamicReference, () => found.shift()!);
}

async function referredValue(service: string, name: string, place: AwsPlace): Promise<string> {
  const of = { ssm: parameterValue, secretsmanager: secretValue }[service];
  if (!of) throw new ResourceError(`{{resolve:${service}:…}} is not supported; supported are ssm and secretsmanager`);
  try {
    return await of(name, place);
  } catch (error) {
    const why = [(error as Error).name, (error as Error).message].filter((words) => words !== '' && words !== 'Error');
    throw new ResourceError(`{{resolve:${service}:${name}}}: ${why.join(': ')}`);
  }
}

async function parameterValue(name: string, place: AwsPlace): Promise<string> {
  const { Parameter } = (await place.call('ssm', 'GetParameter', { Name: name }, deployer(place))) as {
    Parameter: { Type: string; Value: string };
  };
  if (Parameter.Type === 'SecureString') throw new Error('a SecureString is for {{resolve:ssm-secure:…}}, which is not supported');
  return Parameter.Value;
}

/** `NAME or ARN:SecretString:key:stage:version`, where what comes after the name may be left out. */
async function secretValue(text: string, place: AwsPlace): Promise<string> {
  const parts = text.split(':');
  const SecretId = parts.splice(0, text.startsWith('arn:') ? 7 : 1).join(':');
  const [member = '', key, stage, version] = parts;
  if (member !== '' && member !== 'SecretString') throw new Error(`it has SecretString, not ${member}`);
  const wanted = { SecretId, VersionStage: stage || undefined, VersionId: version || undefined };
  const { SecretString } = (await place.call('secretsmanager', 'GetSecretValue', wanted, deployer(place))) as { SecretString?: string };
  if (SecretString === undefined) throw new Error('it is binary');
  if (!key) return SecretString;
  const held: unknown = JSON.parse(SecretString);
  if (typeof held !== 'object' || held === null || !Object.hasOwn(held, key)) throw new Error(`its JSON has no member ${key}`);
  return String((held as Record<string, unknown>)[key]);
}
