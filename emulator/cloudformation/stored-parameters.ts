import type { AwsPlace } from '../cloud.ts';
import { AwsError } from '../kernel/aws-error.ts';
import { deployer } from './deployer.ts';
import type { Template } from './template.ts';

/** What Systems Manager has under a name, or why that cannot be taken. */
export type Stored = { value: string } | { problem: string };

/** Of the resources that `cdk bootstrap` of CDK 2.276 makes. */
const bootstrapVersion = '33';

/** The type of a parameter that is itself the name of one in Systems Manager, which has to be there. */
export const storedName = 'AWS::SSM::Parameter::Name';

/** Whether a parameter of this type takes the name of one in Systems Manager. */
export function isStored(type: string): boolean {
  return type === storedName || type.startsWith('AWS::SSM::Parameter::Value<');
}

/**
 * What Systems Manager has under the names that a template's parameters give, by these names.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
export async function storedParameters(
  place: AwsPlace,
  { Parameters = {} }: Template,
  given: Record<string, string>,
): Promise<Map<string, Stored>> {
  const names = Object.entries(Parameters)
    .filter(([, { Type }]) => isStored(Type))
    .flatMap(([name, { Default }]) => (Object.hasOwn(given, name) ? given[name]! : (Default ?? [])))
    .map(String);
  return new Map(await Promise.all(names.map(async (name) => [name, await stored(place, name)] as const)));
}

async function stored(place: AwsPlace, name: string): Promise<Stored> {
  try {
    const { Parameter } = (await place.call('ssm', 'GetParameter', { Name: name }, deployer(place))) as {
      Parameter: { Type: string; Value: string };
    };
    if (Parameter.Type !== 'SecureString') return { value: Parameter.Value };
    return { problem: `Parameters [${name}] referenced by template have types not supported by CloudFormation.` };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    // what it makes are places for assets, and these lie in a folder
    if (/^\/cdk-bootstrap\/[a-z0-9]+\/version$/.test(name)) return { value: bootstrapVersion };
    return { problem: error.message || `Unable to fetch parameters [${name}] from parameter store for this account.` };
  }
}
